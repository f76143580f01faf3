import base64
import os
import urllib.parse

escaped = urllib.parse.quote_plus(os.environ["CLIENT_ID"]) + ":" + urllib.parse.quote_plus(os.environ["CLIENT_SECRET"])
print(base64.b64encode(escaped.encode("ascii")).decode("ascii"))
