val password: String = "kR7vq2Lw9zT4" // leak: error
val m = Map("password" -> "kR7vq2Lw9zT4") // leak: error
val s = sys.env.getOrElse("DB_PASSWORD", "kR7vq2Lw9zT4") // leak: error

val password = s"kR7vq2${salt}Lw9zT4"
kind match { case token => "kR7vq2Lw9zT4" }
