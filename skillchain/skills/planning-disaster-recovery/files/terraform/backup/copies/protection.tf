---skillchain
when: recovery.failover
---
<% render 'protection', backup: backup %>
