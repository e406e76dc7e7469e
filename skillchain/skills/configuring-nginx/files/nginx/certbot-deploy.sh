---skillchain
when: nginx.acme
---
#!/bin/sh
# certbot calls this after a renewal: the new certificate is loaded only when the configuration reads.
set -eu
nginx -t
systemctl reload nginx
