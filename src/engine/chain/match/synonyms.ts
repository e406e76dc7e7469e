/**
 * Other ways to say a keyword: the keyword, a colon, and what people write instead. An indented line goes on.
 * Everything stands in the folded form that is compared: lower case, singular, without accents and hyphens. An alias is
 * a whole word or phrase; spelling mistakes are not listed.
 */
export const SYNONYMS = `
kubernetes: k8s, k8, kube, eks, gke, aks, amazon eks, openshift, k3s, rke2, kubernetes cluster, eks cluster,
  k8s cluster
container orchestration: container orchestrator, orchestrate container, orchestrating container
pod: pod autoscaling
ingress: ingress controller
gateway api: httproute
autoscaling: autoscale, autoscaler
terraform: tf, opentofu, tofu, terragrunt, hcl, terraform module
infrastructure as code: iac, infra as code, infrastructure code
cloudformation: cfn
aws cdk: cdk, cdktf
provisioning: provision, provisioned
remote state: state file, state backend, state locking, terraform state, state bucket
linux: amazon linux, al2023, al2, rocky, rocky linux, alma linux, fedora, suse, sle, opensuse, alpine linux,
  oracle linux, arch linux, gnu linux, linux host, linux box
rhel: red hat, red hat enterprise linux
systemd: systemctl, systemd unit, systemd timer, systemd service
sysadmin: system administration, server administration, system administrator
ssh hardening: sshd, ssh access, ssh key, ssh config, harden ssh, hardened ssh, ssh
hardening: harden, hardened, cis benchmark, cis hardening
patching: patch management, os patch, security patch, unattended upgrade, os update, patched
server: vm, virtual machine, ec2 instance, host, bare metal, vps
network: networking, network architecture, network topology, vnet, virtual network, virtual private cloud
vpc: virtual private cloud
subnet: subnetting
nat: nat gateway, natgw, nat instance
vpn: site to site, wireguard, openvpn, ipsec, client vpn
transit gateway: tgw, hub and spoke
peering: vpc peering, peered
firewall rule: firewall, security group, nacl, network acl
vpc endpoint: private link, interface endpoint, gateway endpoint
route table: routing table
flow log: vpc flow log
load balancer: lb, elb, load balancing, load balanced, load balance, balancer, balance load, balance the load, gslb
alb: application load balancer
nlb: network load balancer
keepalived: vrrp, floating ip, virtual ip
round robin: least connection, least conn, weighted round robin
sticky session: session affinity, session stickiness
target group: backend pool
distribute traffic: traffic distribution, spread traffic, distributing traffic, spread the load, distribute load,
  spread load
disaster recovery: lose a region, losing a region, region failure, dr, drp, disaster recover, recovery from disaster, disaster proof, region loss, region outage,
  regional outage, disaster, disaster recovery plan
backup: backing up, backed up, backup and restore, backup restore
failover: failing over, failback
rpo: recovery point objective, recovery point
rto: recovery time objective, recovery time
point in time recovery: pitr, point in time restore
business continuity: bcp, continuity plan
high availability: ha, highly available
multi region: cross region, second region, two region, across region, secondary region
restore: restoring, restore test, restore drill, restoration
warm standby: pilot light, hot standby, cold standby, standby region
active passive: active active, active standby
nginx: engine x, openresty, nginx conf, nginx config
reverse proxy: reverse proxied, rev proxy
web server: http server
ssl termination: tls termination, terminate tls, terminate ssl, terminating tls, ssl offload, tls offload,
  ssl offloading, tls offloading, https termination, terminate https
virtual host: vhost, server block
bash script: bash scripting, bash
shell script: drill script, restore script, failover script, recovery script, cleanup script, utility script,
  admin script, health check script, shell scripting, sh script, posix shell, posix sh, zsh script, backup script, deploy script,
  deployment script, setup script, maintenance script, ops script, operation script, operational script,
  bootstrap script, install script, rotation script, cron script, helper script, automation script
automate task: task automation, automate routine, automate chore, automate routine task, runbook automation
dns: domain name system, dns name, dns record, dns zone, dns server, name resolution, externaldn, external dns,
  resolver, coredn
route53: r53, amazon route 53, aws route 53
bind: bind9, named conf, isc bind
nameserver: authoritative server
domain: domain name, custom domain, apex domain, subdomain
hosted zone: private zone, public zone, private hosted zone, public hosted zone, reverse zone, zone delegation,
  subdomain delegation, delegated zone, dns delegation
zone file: zone transfer
split horizon: split dns, split brain dns, split view
spf: dkim, dmarc
a record: aaaa record, caa record, mx record, txt record, srv record, ptr record, ns record, alia record,
  cname record
service mesh: mesh, mesh networking between service
istio: istio ambient, ambient mesh, ambient mode, istiod
linkerd: linkerd2
consul connect: consul service mesh, consul mesh
envoy: envoy proxy, envoy sidecar
sidecar: sidecar proxy, sidecar injection
traffic management: traffic shifting, traffic splitting, traffic mirroring
mtl between service: mutual tls between service, mtl between pod, mtl between workload, mtl everywhere,
  service to service mtl, mtl between microservice, pod to pod mtl, encrypt service to service,
  service to service encryption, mtl service to service
mtl: mutual tls, m tls
configuration management: config management, config mgmt, configuration mgmt, configuration drift, config drift,
  configure server, configure the server, server configuration, server config, configure vm, configure host
ansible: ansible playbook, ansible role, awx
salt: saltstack, salt minion, salt master, salt state
chef: chef infra, chef cookbook, chef recipe
puppet: puppet manifest, puppet agent, puppet server
distributed system: distributed architecture, distributed application, distributed database design
microservice: microservice architecture
consensus: leader election, consensus algorithm, quorum
cap theorem: pacelc, cap tradeoff
eventual consistency: eventually consistent, strong consistency, strongly consistent, linearizable, linearizability,
  causal consistency, consistency model
sharding: shard, sharded, shard key, partition key, consistent hashing
saga: saga pattern, outbox, outbox pattern, distributed transaction, two phase commit, 2pc, event sourcing, cqr
event driven: event driven architecture
`
