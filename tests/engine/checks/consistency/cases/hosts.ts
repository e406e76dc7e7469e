import { type Case, fact, route, service } from './case.ts'

const ZONE = '@ IN SOA ns1 hostmaster 1 2 3 4 5\n@ IN NS ns1\nns1 IN A 10.0.0.2\ndb IN A 10.0.0.4\nlab IN NS ns1\n'

export const HOSTS: Case[] = [
  {
    rule: 'address-mismatch',
    at: 'dns/db.acme.dev:1:1',
    severity: 'error',
    fails: { 'dns/db.acme.dev': 'web1 IN A 10.0.0.5\n', 'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n' },
    passes: { 'dns/db.acme.dev': 'web1 IN A 10.0.0.4\n', 'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n' },
    nearMiss: {
      'dns/db.acme.dev': 'web2 IN A 10.0.0.5\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
  },
  {
    rule: 'address-mismatch',
    name: 'in a load balancer',
    at: 'haproxy/haproxy.cfg:2:3',
    fails: {
      'haproxy/haproxy.cfg': 'backend web\n  server web1 10.0.0.5:80 check\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
    passes: {
      'haproxy/haproxy.cfg': 'backend web\n  server web1 10.0.0.4:80 check\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
    nearMiss: {
      'haproxy/haproxy.cfg': 'backend web\n  # server web1 10.0.0.5:80\n',
      'inventory/prod/hosts.yml': 'web:\n  hosts:\n    web1.acme.dev:\n      ansible_host: 10.0.0.4\n',
    },
  },
  {
    rule: 'missing-host',
    at: 'app.conf:1:8',
    fails: { 'app.conf': 'server dbb.acme.dev;\n', 'dns/db.acme.dev': ZONE },
    passes: { 'app.conf': 'server db.acme.dev;\n', 'dns/db.acme.dev': ZONE },
    nearMiss: {
      'app.conf': 'mail ops@dbb.acme.dev; x.lab.acme.dev; ${name}.acme.dev; acme.dev; dbb.acme.dev.example\n',
      'molecule.yml': 'name: ${HOST_NAME:-dbb.acme.dev}\n',
      'dns/db.acme.dev': ZONE,
    },
  },
  {
    rule: 'missing-host',
    name: 'in no view of a zone',
    at: 'app.conf:1:8',
    fails: {
      'app.conf': 'server dbb.acme.dev;\n',
      'dns/inside/db.acme.dev': ZONE,
      'dns/outside/db.acme.dev': ZONE,
    },
    passes: {
      'app.conf': 'server dbb.acme.dev;\n',
      'dns/inside/db.acme.dev': `${ZONE}dbb IN A 10.0.0.5\n`,
      'dns/outside/db.acme.dev': ZONE,
    },
    nearMiss: {
      'app.conf': 'server dbb.acme.dev;\n',
      'dns/db.acme.dev': ZONE,
      'hosts.tf': 'resource "aws_instance" "db" {\n  instance_type = "t4g.small"\n}\n',
    },
  },
  {
    rule: 'missing-host',
    name: 'in a domain below the zone',
    at: 'group_vars/all.yml:2:7',
    fails: {
      'group_vars/all.yml': 'site_domain: qa.acme.dev\nhost: qa.acme.dev\n',
      'dns/db.acme.dev': ZONE,
      'dns.tf': 'resource "aws_route53_zone" "this" {\n  name = "acme.dev"\n}\n',
    },
    passes: { 'group_vars/all.yml': 'host: qa.acme.dev\n', 'dns/db.acme.dev': `${ZONE}qa IN A 10.0.0.5\n` },
    nearMiss: {
      'group_vars/all.yml': 'host: qa.acme.dev\n',
      'dns/db.acme.dev': ZONE,
      'helm/external-dns.yaml': 'policy: upsert-only\n',
    },
  },
  {
    rule: 'missing-host',
    name: 'behind a proxy',
    at: 'nginx/app.conf:2:10',
    fails: {
      'nginx/app.conf': 'upstream app {\n  server web2:8080;\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
    passes: {
      'nginx/app.conf': 'upstream app {\n  server web1:8080;\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
    nearMiss: {
      'nginx/upstreams.conf': 'upstream app {\n  server 10.0.0.5:8080;\n}\n',
      'nginx/app.conf': 'server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n',
      'inventory/hosts.ini': '[web]\nweb1 ansible_host=10.0.0.4\n',
    },
  },
  {
    rule: 'fact-region',
    at: 'deploy.sh:1:8',
    facts: [fact('aws.region', 'eu-west-1')],
    fails: { 'deploy.sh': 'REGION=eu-west-2\n' },
    passes: { 'deploy.sh': 'REGION=eu-west-1 ZONE=eu-west-1a\n' },
    nearMiss: { 'deploy.sh': 'CERTIFICATES=us-east-1 NAME=queue-west-2\n' },
  },
  {
    rule: 'fact-network',
    at: 'docs/plan.md:1:1',
    facts: [fact('network.cidr', '10.20.0.0/16')],
    fails: { 'docs/plan.md': '10.30.0.0/20 is private\n' },
    passes: { 'docs/plan.md': '10.20.16.0/20 is private\n' },
    nearMiss: {
      'docs/plan.md': '0.0.0.0/0, 10.0.0.0/8, 203.0.113.0/24 and 172.20.0.0/16\n',
      'main.tf': 'variable "services" {\n  default = "172.20.0.0/16"\n}\n',
    },
  },
  {
    rule: 'fact-domain',
    at: 'k8s/route.yaml:6:15',
    facts: [fact('dns.domain', 'acme.dev')],
    fails: { 'k8s/route.yaml': route('web', 80, 'shop.acme.com'), 'k8s/a.yaml': service('web', 80) },
    passes: { 'k8s/route.yaml': route('web', 80, 'shop.acme.dev'), 'k8s/a.yaml': service('web', 80) },
    nearMiss: { 'k8s/route.yaml': route('web', 80, '"*.acme.dev"'), 'k8s/a.yaml': service('web', 80) },
  },
]
