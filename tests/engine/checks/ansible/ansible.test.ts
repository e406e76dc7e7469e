import { describe, expect, test } from 'vitest'
import { readExpression, readTemplate } from '../../../../src/engine/checks/ansible/jinja/template.ts'
import { said } from '../one-file.ts'

const play = (lines: string): string => `- hosts: all\n${lines.replace(/^/gm, '  ')}\n`
const tasks = (lines: string): string => play(`tasks:\n${lines.replace(/^/gm, '  ')}`)
const all = async (files: string | Record<string, string>): Promise<string> =>
  (await said('ansible', typeof files === 'string' ? { 'site.yml': files } : files)).join('\n')

describe('plays and tasks', () => {
  test.each([
    ['a play without hosts', '- tasks: []\n- hosts: a\n', "site.yml:1:3 error: the field 'hosts' is required"],
    [
      'an unknown key of a play',
      play('become_usr: a\ntasks: []'),
      "2:3 error: 'become_usr' is not a valid attribute for a Play",
    ],
    [
      'an unknown key of a task',
      tasks('- debug: {msg: a}\n  regster: b'),
      "4:7 error: 'regster' is not a valid attribute for a Task",
    ],
    [
      'an unknown key of a block',
      tasks('- block: [{debug: {msg: a}}]\n  loop: [1]'),
      "4:7 error: 'loop' is not a valid attribute for a Block",
    ],
    [
      'two modules',
      tasks('- debug: {msg: a}\n  command: b'),
      '4:7 error: conflicting action statements: debug, command',
    ],
    ['no module', tasks('- name: a\n  when: b'), '3:7 error: no module/action detected in task'],
    ['a rescue without its block', tasks('- rescue: [{debug: {msg: a}}]'), "'block' is missing"],
    ['tasks that are no list', play('tasks: {debug: a}'), '2:10 error: A malformed block was encountered'],
    [
      'a module that is nearly one',
      tasks('- ansible.builtin.templte: {src: a, dest: b}'),
      "3:7 error: couldn't resolve module/action 'ansible.builtin.templte'",
    ],
    [
      'a collection that is nearly one',
      tasks('- ansible.builtn.debug: {msg: a}'),
      "couldn't resolve module/action 'ansible.builtn.debug'",
    ],
    ['a module that was removed', tasks('- include: a.yml'), '3:7 error: include was removed from Ansible'],
    [
      'an unknown key of a loop',
      tasks('- debug: {msg: a}\n  loop: [1]\n  loop_control: {lable: b}'),
      "5:22 error: 'lable' is not a valid attribute for a LoopControl",
    ],
    ['a name that is none', tasks('- command: a\n  register: b c'), "4:17 error: Invalid variable name in 'register'"],
  ])('%s', async (_, text, expected) => {
    expect(await all(text)).toContain(expected)
  })

  test.each([
    ['an argument that does not exist', '- file: {pth: a, path: b}', '3:14 error: file has no argument pth'],
    ['one in a line', '- file: path=a stat=absent', '3:13 error: file has no argument stat'],
    ['one that is missing', '- ansible.builtin.template: {src: /a}', '3:7 error: template needs the argument dest'],
    ['a word of a closed list', '- service: {name: a, state: restart}', '3:33 error: state cannot be "restart"'],
  ])('arguments: %s', async (_, lines, expected) => {
    expect(await all(tasks(lines))).toContain(expected)
  })

  test.each([
    '- name: A\n  ansible.builtin.command: a b\n  args: {chdir: /}\n  with_items: [1]\n  when: a is defined',
    '- set_fact: {anything: 1}\n- package: {name: a, state: present, update_cache: true}',
    '- community.general.ufw: {anything: 1}\n- someone_elses: {a: 1}',
    '- action: debug msg=a\n- local_action: {module: debug, msg: a}',
    '- apt: "{{ all_of_it }}"\n- copy: {content: "", dest: /a, mode: 0644}\n- yum: {name: a}',
    '- block: [{meta: flush_handlers}]\n  rescue: [{fail: {msg: a}}]\n  always: [{pause: }]\n  when: true',
    '- user: {name: a, state: "{{ b }}"}\n- wait_for: {port: 80, state: started}',
  ])('nothing is said of %j', async (lines) => {
    expect(await all(tasks(lines))).toBe('')
  })
})

describe('what files say of each other', () => {
  const role = {
    'roles/web/tasks/main.yml':
      '- template: {src: a.conf.j2, dest: /a}\n  notify: Restart web\n- import_tasks: more.yml\n',
    'roles/web/tasks/more.yml': '- copy: {src: b.txt, dest: /b}\n',
    'roles/web/templates/a.conf.j2': '{{ a }}\n',
    'roles/web/files/b.txt': 'b\n',
    'roles/web/handlers/main.yml': '- name: Restart web\n  service: {name: a, state: restarted}\n',
    'site.yml': '- hosts: all\n  roles: [web]\n',
  }
  const without = (...paths: string[]): Record<string, string> =>
    Object.fromEntries(Object.entries(role).filter(([path]) => !paths.includes(path)))

  test('all of it is there', async () => {
    expect(await all(role)).toBe('')
  })

  test.each([
    ['a template', without('roles/web/templates/a.conf.j2'), 'tasks/main.yml:1:19 error: there is no a.conf.j2'],
    ['a file', without('roles/web/files/b.txt'), 'tasks/more.yml:1:15 warning: there is no b.txt'],
    ['tasks', without('roles/web/tasks/more.yml'), 'tasks/main.yml:3:17 error: there is no more.yml'],
    [
      'a role',
      { ...role, 'site.yml': '- hosts: all\n  roles: [wbe]\n' },
      "site.yml:2:11 error: the role 'wbe' was not found",
    ],
    [
      'a role in a task',
      { ...role, 'site.yml': tasks('- include_role: {name: wbe}') },
      "site.yml:3:28 error: the role 'wbe' was not found",
    ],
    [
      'a handler under a slightly other name',
      { ...role, 'roles/web/handlers/main.yml': '- name: restart web\n  service: {name: a, state: restarted}\n' },
      "tasks/main.yml:2:11 error: no handler of this repository is called 'Restart web'",
    ],
  ])('%s is missing', async (_, files, expected) => {
    expect(await all(files)).toContain(expected)
  })

  test.each([
    [
      'roles that are installed',
      { ...role, 'site.yml': '- hosts: all\n  roles: [dns, a.b.c]\n', 'requirements.yml': 'roles:\n  - name: dns\n' },
    ],
    [
      'handlers that listen',
      { ...role, 'roles/web/handlers/main.yml': '- name: Other\n  listen: [Restart web]\n  debug: {msg: a}\n' },
    ],
    [
      'names that are made',
      {
        ...role,
        'roles/web/tasks/more.yml':
          '- copy: {src: "{{ a }}", dest: /b}\n- template: {src: /etc/a, dest: /b}\n- copy: {src: c, dest: /d, remote_src: true}\n',
      },
    ],
  ])('%s are no findings', async (_, files) => {
    expect(await all(files)).toBe('')
  })
})

describe('Jinja', () => {
  test.each([
    ['{{ a', 'unexpected end of template: }} is missing'],
    ['{{ a | }}', 'unexpected end of the expression, expected a name'],
    ['{{ (a }}', "unexpected '}'"],
    ['{{ a b }}', "unexpected 'b'"],
    ["{{ 'a }}", 'the string is not closed'],
    ['{% if a %}b', "the block 'if' that begins here is never ended: endif is missing"],
    ['{% for a on b %}{% endfor %}', "unexpected 'on'"],
    [
      '{% for a in b %}{% endif %}',
      "Encountered unknown tag 'endif'; the innermost block that needs to be closed is 'for'",
    ],
    ['{% endif %}', "Encountered unknown tag 'endif'"],
    ['{% iff a %}{% endif %}', "Encountered unknown tag 'iff'"],
    ['${#a[@]}', 'Missing end of comment tag'],
    ['{{ }}', 'Expected an expression, got end of print statement'],
  ])('refuses %s', (text, expected) => {
    const { fault } = readTemplate(text)
    if (expected === "unexpected 'on'") expect(fault?.message).toContain("expected 'in'")
    else expect(fault?.message).toContain(expected)
  })

  test.each([
    "{{ {'a': {'b': [1, 2.5e3]}} | to_json(indent=2) }}{{ x[1:-1] }}{{ y[:, 2] }}{{ z[::2] }}",
    '{% for k, v in a.items() if v is not none recursive %}{{ loop.index }}{% else %}-{% endfor %}',
    "{% set a = 'b' ~ c %}{% set d %}e{% enddo %}".replace('{% enddo %}', '{% endset %}'),
    '{%- raw -%}{{ as it is {% %}{%- endraw -%}{# {{ a comment #}',
    "{{ 'a' if b is divisibleby 3 and not c in [d] else -e ** 2 // f }}",
    '{{ a.0.b | default(c, true) | map(attribute="d") | list | length > 0 }}',
    '{% macro a(b, c=1) %}{{ caller() }}{% endmacro %}{% call a(1) %}{% endcall %}{% filter upper %}a{% endfilter %}',
    "{{ lookup('file', 'a', *b, **c) }}{% include 'd' ignore missing %}{% do e.append(1) %}",
    "{{ a is not ansible.builtin.version('1.0', '>=') }}{{ 'b' 'c' }}",
  ])('reads %s', (text) => {
    expect(readTemplate(text).fault).toBe(null)
  })

  test('in tasks, conditions, variables and templates, with their places', async () => {
    expect(await all(tasks('- debug: {msg: "a {{ b | defalt(1) }}"}'))).toContain(
      '3:30 error: there is no filter defalt',
    )
    expect(await all(tasks('- debug: {msg: a}\n  when: a == b and'))).toContain('4:23 error: template error')
    expect(await all(tasks('- assert: {that: [a is definde]}'))).toContain('3:28 error: there is no test definde')
    expect(await all({ 'group_vars/all.yml': 'a: "{{ b"\n' })).toContain('group_vars/all.yml:1:5 error: template error')
    expect(await all({ 'roles/a/templates/b.j2': 'c\n{% if d %}\n', 'roles/a/tasks/main.yml': '[]\n' })).toContain(
      'b.j2:2:1 error: template error',
    )
  })

  test('what is not for Jinja is left alone', async () => {
    expect(await all({ 'group_vars/all.yml': 'a: !unsafe "{{ b"\nc: !vault |\n  $ANSIBLE_VAULT;1.1\n' })).toBe('')
    expect(await all({ 'roles/a/templates/b.j2': "#jinja2: variable_start_string: '[%'\n{{ c\n" })).toBe('')
    expect(await all(tasks('- debug: {msg: "{{ a | ipaddr | some.collection.filter }}"}'))).toBe('')
  })

  test('a variable that nobody sets, one letter from one that is set', async () => {
    const files = {
      'site.yml': tasks(
        '- debug: {msg: "{{ app_prot }} {{ app_port }} {{ app_hots | default(1) }} {{ something_else }}"}',
      ),
      'group_vars/all': 'app_port: 80\napp_host: a\n',
    }
    expect(await said('ansible', files)).toEqual(['site.yml:3:24 warning: nobody sets the variable app_prot'])
    expect(await all({ ...files, 'inventory/hosts': '[web]\na app_prot=1\n' })).toBe('')
  })

  test('conditions have no braces', () => {
    expect(readExpression("a.b | bool and c not in ['d']").fault).toBe(null)
    expect(readExpression('a == ').fault?.message).toContain('unexpected end of the expression')
  })
})

describe('inventories', () => {
  test.each([
    ['[web\nhost\n[db:children]\nweb\n', 'inventory/hosts:1:1 error: Invalid section entry'],
    [
      '[web]\na\n[site:children]\nwbe\n',
      'inventory/hosts:4:1 error: Section [site:children] includes undefined group: wbe',
    ],
    ['[web]\na\n[wbe:vars]\nb=c\n', 'inventory/hosts:3:1 error: [wbe:vars] not valid undefined group: wbe'],
    [
      '[web]\na\n[web:var]\nb=c\n[web:vars]\nd=e\n',
      'inventory/hosts:3:1 error: Section [web:var] has unknown type: var',
    ],
    ['[web]\na\n[web:vars]\nb\n', 'inventory/hosts:4:1 error: Expected key=value, got: b'],
  ])('%j', async (text, expected) => {
    expect(await all({ 'inventory/hosts': text })).toContain(expected)
  })

  test.each([
    ['inventory/hosts', '# all\nbastion ansible_host=192.0.2.1\n[web]\nweb[01:03].example.com\n[all:vars]\na=b c\n'],
    ['etc/hosts', '127.0.0.1 localhost\n'],
    ['hosts.ini', '[server]\nport = 80\n'],
  ])('nothing is said of %s', async (path, text) => {
    expect(await all({ [path]: text })).toBe('')
  })
})

describe('inventories in YAML', () => {
  const inventory = (text: string): Promise<string> => all({ 'inventory/production/hosts.yml': text })

  test('hosts, children and vars of groups', async () => {
    const text =
      'all:\n  vars: {a: 1}\n  children:\n    web:\n      hosts:\n        web1: {ansible_host: 192.0.2.1}\n        web2:\n    db:\n'
    expect(await inventory(text)).toBe('')
  })

  test.each([
    ['web:\n  hots:\n    a:\n  vars: {}\n', '2:3 warning: Skipping unexpected key "hots" in group "web"'],
    ['web:\n  hosts: [a, b]\n', '2:10 error: Invalid "hosts" entry for "web" group, requires a map'],
    ['all:\n  children:\n    web: [a]\n', "3:10 error: Invalid 'web' group"],
  ])('%j', async (text, expected) => {
    expect(await inventory(text)).toContain(expected)
  })

  test('settings of a plugin and variables are none', async () => {
    expect(await inventory('plugin: amazon.aws.aws_ec2\nregions: [eu-west-1]\n')).toBe('')
    expect(await all({ 'inventory/group_vars/all.yml': 'web:\n  hosts: [a]\n' })).toBe('')
  })
})

test('other programs have tasks and handlers too', async () => {
  expect(
    await all({
      'tasks/build.yml': 'apiVersion: tekton.dev/v1\nkind: Task\n',
      'tasks/a.yml': '- script: make\n- task: b\n  inputs: c\n',
    }),
  ).toBe('')
})
