#if CARNET_THREAD_SANITIZER
import CarnetCore

/// See `SanitizedMutex`.
typealias Mutex = SanitizedMutex
#endif
