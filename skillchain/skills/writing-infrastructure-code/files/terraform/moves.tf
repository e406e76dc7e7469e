---skillchain
when: maturity >= 'advanced'
section: iac
order: 20
---
# Addresses that changed in the last two releases, oldest first. A block is removed when every environment has been
# applied with it; docs/runbooks/upgrade.md says how to tell.
