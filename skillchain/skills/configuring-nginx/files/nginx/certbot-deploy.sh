---skillchain
when: tls.source == 'certbot'
---
#!/bin/sh
# certbot calls this after a renewal: the new certificate is loaded only when the configuration reads.
set -eu
nginx -t
systemctl reload nginx
