import CarnetCommands
import Foundation

exit(await CarnetCommand.run())
