def password = 'kR7vq2Lw9zT4' // leak: error
login(user: 'x', password: 'kR7vq2Lw9zT4') // leak: error
def x = y =~ /["']/; def secret = "kR7vq2Lw9zT4" // leak: error

def password = "kR7vq2${salt}Lw9zT4"
withCredentials([string(credentialsId: 'kR7vq2Lw9zT4', variable: 'TOKEN')]) {}
