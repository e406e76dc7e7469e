---skillchain
section: recovery
order: 60
when: recovery.velero
---

if [[ "${DRY_RUN}" != true ]]; then
  run kubectl apply --server-side --filename "${REPO_ROOT}/disaster-recovery/velero/namespace.yaml"
  install_chart velero velero https://vmware-tanzu.github.io/helm-charts "<: versions.velero_chart :>" \
    --set "configuration.backupStorageLocation[0].bucket=$(tf_output velero_bucket)" \
    --set "configuration.backupStorageLocation[0].config.kmsKeyId=$(tf_output velero_key_arn)"
fi
