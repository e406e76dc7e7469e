---skillchain
when: maturity >= 'intermediate' and recovery.cloud
---
<% render 'protection', backup: backup %>
