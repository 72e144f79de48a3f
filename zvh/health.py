"""`python -m zvh.health`: does the website in this container say that it is ready? Needs no settings."""

import http.client
import os
import ssl
import sys
from urllib.parse import urlsplit

PORT = 8000
SECONDS = 8


def is_ready(host: str, port: int, context: ssl.SSLContext | None) -> bool:
    """As the proxy asks it, under the name of the website. From here the name on the certificate is not the address."""
    connection = http.client.HTTPSConnection("localhost", port, timeout=SECONDS, context=context)
    try:
        connection.request("GET", "/klaar/", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    name = urlsplit(os.environ["ZVH_BASE_URL"]).netloc
    authority = ssl.create_default_context(cafile=os.environ["ZVH_CA_FILE"])
    sys.exit(0 if is_ready(name, int(os.environ.get("ZVH_PORT", PORT)), authority) else 1)
