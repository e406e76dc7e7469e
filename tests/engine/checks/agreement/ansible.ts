import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../content/tools.ts'
import { judge } from '../one-file.ts'
import type { Judged } from './agree.ts'

const SITE = `- name: Prepare hosts
  hosts: all
  become: true
  gather_facts: false
  serial: 2
  vars:
    packages: [nginx, curl]
  handlers:
    - name: Restart nginx
      ansible.builtin.service:
        name: nginx
        state: restarted
      listen: web
  pre_tasks:
    - name: Refresh
      ansible.builtin.apt:
        update_cache: true
      when: ansible_os_family is defined
      tags: [packages]
  tasks:
    - name: Install
      ansible.builtin.package:
        name: "{{ item }}"
        state: present
      loop: "{{ packages }}"
      loop_control:
        label: "{{ item }}"
      register: installed
      until: installed is succeeded
      retries: 3
      delay: 5
    - name: Configure
      block:
        - name: Write
          ansible.builtin.copy:
            content: "{{ packages | join(',') }}"
            dest: /etc/packages
            mode: "0644"
          notify: web
      rescue:
        - name: Tell
          ansible.builtin.debug:
            msg: it failed
      always:
        - name: Wait
          ansible.builtin.wait_for:
            port: 80
            timeout: 10
      when: packages | length > 0
    - name: Run
      ansible.builtin.command: /usr/bin/true
      args:
        creates: /etc/done
      changed_when: false
      delegate_to: localhost
      run_once: true
`

const SECOND = `- hosts: web
  connection: local
  strategy: linear
  any_errors_fatal: true
  environment:
    LANG: C
  tasks:
    - ansible.builtin.set_fact:
        answer: 42
    - shell: echo hello | wc -l
      register: counted
      failed_when: counted.rc != 0
      no_log: true
    - template: src=a.j2 dest=/etc/a
      ignore_errors: true
    - with_items: [1, 2]
      debug: msg={{ item }}
- name: Empty
  hosts: localhost
  tasks: []
`

/** What is only found out when a task runs. */
const LATER = /^(?:argument|jinja|missing-file|handler)$/

export const ansibleJudged: Judged = {
  name: 'ansible',
  tools: ['ansible-playbook'],
  comment: /#[^\n]*/g,
  samples: async () => [SITE, SECOND],
  // It takes a second to start.
  count: 12,
  least: 0.8,
  prepare: async () => {
    const dir = mkdtempSync(join(tmpdir(), 'skillchain-ansible-'))
    const file = join(dir, 'site.yml')
    return {
      ours: async (text) => {
        const found = [
          ...(await judge('yaml', { 'site.yml': text })),
          ...(await judge('ansible', { 'site.yml': text })),
        ]
        const one = found.find(({ severity, rule }) => severity === 'error' && !LATER.test(rule ?? ''))
        return one === undefined ? null : `${one.line}:${one.column} ${one.message}`
      },
      theirs: (text) => {
        writeFileSync(file, text)
        const { status, stderr, stdout } = run('ansible-playbook', ['--syntax-check', '-i', 'localhost,', file], {
          cwd: dir,
        })
        return status === 0 ? null : `${stderr}${stdout}`.replace(/\s+/g, ' ').replaceAll(dir, '').slice(0, 300)
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    }
  },
  // Of a key that stands twice Ansible takes the last, with a warning.
  leaveOut: (_, ours) => /stands here a second time/.test(ours ?? ''),
}
