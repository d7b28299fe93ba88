"""Verifies each DKIM signature of the message at standard input with python3-dkim, asking the name server 127.0.0.1:PORT."""

import sys

import dkim
import dns.resolver

resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers = ["127.0.0.1"]
resolver.port = int(sys.argv[1])


def txt(name, timeout=5):
    answer = resolver.resolve(name.decode(), "TXT", lifetime=timeout)
    return b"".join(answer[0].strings)


verifier = dkim.DKIM(sys.stdin.buffer.read())
count = sum(1 for name, _ in verifier.headers if name.lower() == b"dkim-signature")
for index in range(count):
    try:
        verified = verifier.verify(idx=index, dnsfunc=txt)
    except dkim.ValidationError:
        verified = False
    fields = verifier.signature_fields
    print(fields[b"a"].decode(), fields[b"d"].decode(), "verified" if verified else "wrong")
