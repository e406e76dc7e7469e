---skillchain
when: maturity >= 'advanced'
---
# shellcheck shell=bash
# Completes environments and options of the scripts: source scripts/completion.bash

_project_scripts() {
  local word="${COMP_WORDS[COMP_CWORD]}" script="${COMP_WORDS[0]}" words
  if [[ "${word}" == -* ]]; then
    words="$("${script}" --help 2>/dev/null | grep -oE -- '--[a-z-]+' | sort -u | tr '\n' ' ')"
  else
    words="<% for each in envs %><: each.name :><% unless forloop.last %> <% endunless %><% endfor %>"
  fi
  mapfile -t COMPREPLY < <(compgen -W "${words}" -- "${word}")
}

for script in "$(dirname "${BASH_SOURCE[0]}")"/*.sh; do
  complete -F _project_scripts "scripts/$(basename "${script}")" "./scripts/$(basename "${script}")"
done
unset script
