"""What another implementation, python3-dkim, makes and says of signatures and seals. The message is at standard input.

    arc.py sign KEY SELECTOR DOMAIN         writes the message with a DKIM signature
    arc.py seal KEY SELECTOR DOMAIN SERVER  writes it with a seal over what SERVER says in its Authentication-Results
    arc.py verify PORT                      says what comes of its chain, asking the name server 127.0.0.1:PORT
"""

import sys
import types

import dkim
import dns.resolver


class Results:
    """As much of Authentication-Results as the sealer needs."""

    def __init__(self, text):
        words = text.split(": ", 1)[1].split(";")
        self.authserv_id = words[0].strip()
        self.results = []
        for word in words[1:]:
            method, result = word.split()[0].split("=")
            self.results.append(types.SimpleNamespace(method=method, result=result))

    parse = classmethod(lambda cls, text: cls(text))


# The package authres is not everywhere.
dkim.authres = types.SimpleNamespace(
    AuthenticationResultsHeader=Results, core=types.SimpleNamespace(SyntaxError=ValueError)
)


def key(path):
    with open(path, "rb") as file:
        return file.read()


def verified(message, port):
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = ["127.0.0.1"]
    resolver.port = port

    def txt(name, timeout=5):
        return b"".join(resolver.resolve(name.decode(), "TXT", lifetime=timeout)[0].strings)

    status, sets, reason = dkim.arc_verify(message, dnsfunc=txt)
    print(status.decode() if status else "ended", reason)
    for each in sets:
        print(
            each["instance"],
            each["cv"].decode(),
            each["as-domain"].decode(),
            "signature" if each["ams-valid"] else "no-signature",
            "seal" if each["as-valid"] else "no-seal",
        )


command, arguments = sys.argv[1], sys.argv[2:]
text = sys.stdin.buffer.read()
if command == "verify":
    verified(text, int(arguments[0]))
else:
    selector, domain = (argument.encode() for argument in arguments[1:3])
    if command == "sign":
        fields = [dkim.sign(text, selector, domain, key(arguments[0]))]
    else:
        fields = dkim.arc_sign(text, selector, domain, key(arguments[0]), arguments[3].encode())
        assert fields, "not sealed"
    sys.stdout.buffer.write(b"".join(fields) + text)
