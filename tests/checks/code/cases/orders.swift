let password: String? = "kR7vq2Lw9zT4" // leak: error
login(user: "x", password: "kR7vq2Lw9zT4") // leak: error
let d = ["password": "kR7vq2Lw9zT4"] // leak: error
let a = "x\(y["z"])"; let apiKey = "kR7vq2Lw9zT4" // leak: error
let secret = #"kR7vq2Lw9zT4"# // leak: error

let password = "kR7vq2\(salt)Lw9zT4"
let passwordKey = "kR7vq2Lw9zT4"
