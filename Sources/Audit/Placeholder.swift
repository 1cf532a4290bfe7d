import CarnetCore
