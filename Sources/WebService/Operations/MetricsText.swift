import EventLog
import Foundation
import RecordService

/// The Prometheus text format (version 0.0.4).
struct MetricsText: Sendable {
  let metrics: ServiceMetrics.State
  let health: Health
  let refusedTokens: [TokenRefusal: Int]
  let slots: Int
  let syncs: SyncTimes.Counts?
  let uptime: Double

  var encoded: String {
    var text = ""
    func head(_ name: String, _ type: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
    head("carnet_build_info", "gauge", "Version of the program.")
    text += "carnet_build_info{version=\"\(CarnetVersion.text)\"} 1\n"
    head("carnet_uptime_seconds", "gauge", "Since the service started.")
    text += "carnet_uptime_seconds \(Int(uptime))\n"
    head("carnet_http_request_seconds", "histogram", "Time to the head of the answer.")
    for (key, times) in metrics.times.sorted(by: Self.order) {
      let labels =
        "route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\""
      var total: UInt64 = 0
      for (bound, count) in zip(ServiceMetrics.bucketSeconds, times.counts) {
        total += count
        text += "carnet_http_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(total)\n"
      }
      text += "carnet_http_request_seconds_bucket{\(labels),le=\"+Inf\"} \(times.count)\n"
      text += "carnet_http_request_seconds_sum{\(labels)} \(times.sum)\n"
      text += "carnet_http_request_seconds_count{\(labels)} \(times.count)\n"
    }
    head("carnet_http_requests_in_flight", "gauge", "Requests that are worked on.")
    text += "carnet_http_requests_in_flight \(metrics.inFlight)\n"
    head("carnet_event_streams", "gauge", "Streams of the change feed that are open.")
    text += "carnet_event_streams \(metrics.streams)\n"
    head("carnet_refusals_total", "counter", "Requests that were refused, by reason.")
    for (code, count) in metrics.refusals.sorted(by: { $0.key < $1.key }) {
      text += "carnet_refusals_total{reason=\"\(code)\"} \(count)\n"
    }
    head("carnet_tokens_refused_total", "counter", "Tokens that were refused, by reason.")
    for reason in TokenRefusal.allCases {
      text +=
        "carnet_tokens_refused_total{reason=\"\(reason.rawValue)\"} \(refusedTokens[reason] ?? 0)\n"
    }
    head("carnet_log_events", "gauge", "Events that are durable.")
    text += "carnet_log_events \(health.size)\n"
    head("carnet_log_writable", "gauge", "1 while the log can be written.")
    text += "carnet_log_writable \(health.state == .dead ? 0 : 1)\n"
    if let syncs {
      head("carnet_log_sync_seconds", "histogram", "Time the disk took to make a batch durable.")
      var total: UInt64 = 0
      for (bound, count) in zip(SyncTimes.bucketSeconds, syncs.buckets) {
        total += count
        text += "carnet_log_sync_seconds_bucket{le=\"\(bound)\"} \(total)\n"
      }
      text += "carnet_log_sync_seconds_bucket{le=\"+Inf\"} \(syncs.count)\n"
      text += "carnet_log_sync_seconds_sum \(syncs.seconds)\n"
      text += "carnet_log_sync_seconds_count \(syncs.count)\n"
    }
    head("carnet_view_behind_events", "gauge", "Events that a view has not applied yet.")
    for (name, count) in health.behind.sorted(by: { $0.key < $1.key }) {
      text += "carnet_view_behind_events{view=\"\(name)\"} \(count)\n"
    }
    head("carnet_views_stopped", "gauge", "Views that do not go on.")
    text += "carnet_views_stopped \(health.failures.count)\n"
    head("carnet_views_behind_seconds", "gauge", "Since all views were where the log was.")
    text += "carnet_views_behind_seconds \(health.secondsBehind)\n"
    head("carnet_key_slots", "gauge", "Slots of the key store.")
    text += "carnet_key_slots \(slots)\n"
    let process = ProcessFigures.now
    head("process_resident_memory_bytes", "gauge", "Resident memory.")
    text += "process_resident_memory_bytes \(process.residentBytes)\n"
    head("process_open_fds", "gauge", "Open file descriptors.")
    text += "process_open_fds \(process.descriptors)\n"
    head("process_threads", "gauge", "Threads.")
    text += "process_threads \(process.threads)\n"
    return text
  }

  private static func order(
    _ first: (key: ServiceMetrics.Key, value: ServiceMetrics.Times),
    _ second: (key: ServiceMetrics.Key, value: ServiceMetrics.Times)
  ) -> Bool {
    (first.key.route, first.key.method, first.key.status)
      < (second.key.route, second.key.method, second.key.status)
  }
}

/// What the kernel says of this process (proc(5)).
struct ProcessFigures: Sendable {
  var residentBytes = 0
  var descriptors = 0
  var threads = 0

  static var now: ProcessFigures {
    var figures = ProcessFigures()
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    for line in status.split(separator: "\n") {
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count >= 2, let value = Int(fields[1]) else { continue }
      switch fields[0] {
      case "VmRSS:": figures.residentBytes = value * 1024
      case "Threads:": figures.threads = value
      default: break
      }
    }
    figures.descriptors =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
    return figures
  }
}
