print("no step shows this")
