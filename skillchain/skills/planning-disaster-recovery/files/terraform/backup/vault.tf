---skillchain
when: recovery.cloud
---
<% render 'vault', vault: 'var.name', suffix: 'backup', what: 'Recovery points', why: 'A key of its own: whoever deletes the key of the data has not deleted the backups with it.' %>
