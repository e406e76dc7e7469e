---skillchain
when: balancer.engine == 'haproxy' and balancer.certbot
---
#!/bin/sh
# certbot calls this with a new certificate: HAProxy wants chain and key in one file, and loads it when the whole reads.
set -eu
umask 077
name=$(basename "${RENEWED_LINEAGE}")
target="/etc/haproxy/certificates/${name}.pem"
cat "${RENEWED_LINEAGE}/fullchain.pem" "${RENEWED_LINEAGE}/privkey.pem" >"${target}.new"
mv "${target}.new" "${target}"
haproxy -c -q -f /etc/haproxy/haproxy.cfg
systemctl reload haproxy
