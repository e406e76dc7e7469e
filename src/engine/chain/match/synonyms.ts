/**
 * Other ways to say a keyword: the keyword's words, a colon, and what people write instead. An indented line goes on.
 * An alias is a whole word or phrase, in any case, number and hyphenation; spelling mistakes are not listed here.
 */
export const SYNONYMS = `
kubernetes: k8s, k8, kube, eks, gke, aks, amazon eks, openshift, k3s, rke2, kubernetes cluster, eks cluster,
  k8s cluster
container orchestration: container orchestrator, orchestrate containers, orchestrating containers
pods: pod autoscaling
ingress: ingress controller, ingresses
gateway api: httproute, http route
autoscaling: auto scaling, autoscale, auto scale, autoscaler
terraform: tf, opentofu, tofu, terragrunt, hcl, terraform module
infrastructure as code: iac, infra as code, infrastructure code
cloudformation: cfn, cloud formation
aws cdk: cdk, cdktf
provisioning: provision, provisioned
remote state: state file, state backend, state locking, terraform state, state bucket
linux: amazon linux, al2023, al2, rocky, rocky linux, alma linux, almalinux, fedora, suse, sles, opensuse,
  alpine linux, oracle linux, arch linux, gnu linux, linux host, linux box
rhel: red hat, redhat, red hat enterprise linux
systemd: systemctl, systemd unit, systemd timer, systemd service
sysadmin: system administration, sys admin, systems administration, server administration, system administrator
ssh hardening: sshd, ssh access, ssh key, ssh config, harden ssh, hardened ssh, ssh
hardening: harden, hardened, cis benchmark, cis hardening
patching: patch management, os patch, security patch, unattended upgrade, os update, patched
server: servers, vm, virtual machine, ec2 instance, host, bare metal, vps
network: networking, network architecture, network topology, vnet, virtual network, virtual private cloud
vpc: vpcs, virtual private cloud
subnet: subnetting
nat: nat gateway, natgw, nat gw, nat instance
vpn: site to site, wireguard, openvpn, ipsec, client vpn
transit gateway: tgw, hub and spoke
peering: vpc peering, peered
firewall rules: firewall, security group, nacl, network acl
vpc endpoint: private link, privatelink, interface endpoint, gateway endpoint
route table: routing table
flow logs: vpc flow log
load balancer: lb, elb, load balancing, load balanced, load balance, balancer, balance load, balance the load, gslb,
  loadbalancing
alb: application load balancer
nlb: network load balancer
haproxy: ha proxy
keepalived: vrrp, floating ip, virtual ip
round robin: least connections, least conn, weighted round robin
sticky sessions: session affinity, sticky session, session stickiness
target group: backend pool
distribute traffic: traffic distribution, spread traffic, distributing traffic, spread the load, distribute load,
  spread load
disaster recovery: dr, drp, disaster recover, recovery from disaster, disaster proof, region loss, region outage,
  regional outage, disaster, disaster recovery plan
backup: back up, backing up, backed up, backup and restore, backup restore
failover: fail over, failing over, fails over, failback
rpo: recovery point objective, recovery point
rto: recovery time objective, recovery time
point in time recovery: pitr, point in time restore
business continuity: bcp, continuity plan
high availability: ha, highly available
multi region: multiregion, cross region, second region, two regions, across regions, secondary region
restore: restoring, restore test, restore drill, restoration
warm standby: pilot light, hot standby, cold standby, standby region
active passive: active active, active standby
nginx: engine x, openresty, nginx conf, nginx config
reverse proxy: reverse proxies, reverse proxied, reverseproxy, rev proxy
web server: webserver, http server
ssl termination: tls termination, terminate tls, terminate ssl, terminates tls, terminating tls, ssl offload,
  tls offload, ssl offloading, tls offloading, https termination, terminate https
virtual hosts: vhost, server block, virtual host
bash script: bash scripting, bash
shell script: shell scripting, sh script, shellscript, posix shell, posix sh, zsh script, backup script,
  deploy script, deployment script, setup script, maintenance script, ops script, operations script,
  operational script, bootstrap script, install script, rotation script, cron script, helper script,
  automation script
automate tasks: task automation, automate routine, automate chores, automate routine tasks, runbook automation
dns: domain name system, dns name, dns record, dns zone, dns server, name resolution, externaldns, external dns,
  resolver, coredns
route53: r53, route 53, amazon route 53, aws route 53
bind: bind9, bind 9, named conf, isc bind
nameserver: name server, authoritative server
domain: domain name, custom domain, apex domain, subdomain
hosted zone: private zone, public zone, private hosted zone, public hosted zone, reverse zone, zone delegation,
  subdomain delegation, delegated zone, dns delegation
zone file: zonefile, zone transfer
split horizon: split dns, split brain dns, split view
spf: dkim, dmarc
a record: aaaa record, caa record, mx record, txt record, srv record, ptr record, ns record, alias record,
  cname record
service mesh: mesh, servicemesh, mesh networking between services
istio: istio ambient, ambient mesh, ambient mode, istiod
linkerd: linkerd2
consul connect: consul service mesh, consul mesh
envoy: envoy proxy, envoy sidecar
sidecar: sidecar proxy, sidecar injection
traffic management: traffic shifting, traffic splitting, traffic mirroring
mtls between services: mutual tls between services, mtls between pods, mtls between workloads, mtls everywhere,
  service to service mtls, mtls between microservices, pod to pod mtls, encrypt service to service,
  service to service encryption, mtls service to service
mtls: mutual tls, m tls
configuration management: config management, config mgmt, configuration mgmt, configuration drift, config drift,
  configure servers, configure the servers, server configuration, server config, configure vms, configure hosts
ansible: ansible playbook, ansible role, awx
salt: saltstack, salt stack, salt minion, salt master, salt state
chef: chef infra, chef cookbook, chef recipe
puppet: puppet manifest, puppet agent, puppet server
playbook: playbooks
distributed systems: distributed system, distributed architecture, distributed application,
  distributed database design
microservices: microservice, micro services, microservice architecture
consensus: leader election, consensus algorithm, quorum
cap theorem: pacelc, cap tradeoff, cap trade off
eventual consistency: eventually consistent, strong consistency, strongly consistent, linearizable, linearizability,
  causal consistency, consistency model
sharding: shard, sharded, shard key, partition key, consistent hashing
saga: saga pattern, outbox, outbox pattern, distributed transaction, two phase commit, 2pc, event sourcing, cqrs
event driven: event driven architecture
`

/** Reads a table of this form: each keyword with its aliases. */
export function aliasesIn(table: string): [keyword: string, aliases: string[]][] {
  return table
    .trim()
    .replaceAll('\n  ', ' ')
    .split('\n')
    .map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 2).split(', ')]
    })
}
