---skillchain
section: dns
order: 16
when: skills contains 'operating-kubernetes'
---

# external-dns never deletes, and Route 53 keeps a zone that still has records.
empty_zone() {
  local zone=$1 changes
  changes=$(aws route53 list-resource-record-sets --hosted-zone-id "${zone}" --output json |
    jq --compact-output '{Changes: [.ResourceRecordSets[] | select(.Type != "NS" and .Type != "SOA")
      | {Action: "DELETE", ResourceRecordSet: .}]}')
  [[ $(jq '.Changes | length' <<<"${changes}") == 0 ]] && return
  run aws route53 change-resource-record-sets --hosted-zone-id "${zone}" --change-batch "${changes}"
}

need aws jq
in_state="$(tf state list 2>/dev/null || true)"
if [[ ${in_state} == *module.dns.aws_route53_zone.apps_* ]]; then
  zones="$(tf output -json dns_apps_zone_ids | jq --raw-output '.[]')"
  for zone in ${zones}; do
    empty_zone "${zone}"
  done
fi
