/** All lists here stand in the folded form that is compared, like the synonyms. */

/** Phrases that hold a keyword's letters and mean something else. Their words do not count. */
export const OTHER_MEANINGS = `
network policy, state of the art, state machine, state management, redux state, application state, united state, solid state,
  state of, neural network, social network, ad network, petri network, content delivery network,
  professional network, network tab, network request, network error, network call, network engineer, graph network,
  bind to, bind the, bind a, bind address, data bind, two way bind, bind mount, bind variable, double bind,
  domain driven, domain model, domain expert, domain knowledge, domain logic, domain event, public domain,
  domain layer, fault domain, failure domain, domain object, domain specific, customer service, service worker,
  service level, service account, service desk, web service, location service, food service, self service,
  polygon mesh, 3d mesh, mesh network of friend, mesh grid, meshgrid, triangle mesh, mesh generation, vpc mesh,
  full mesh, mesh topology, mesh wifi, data mesh, raft of, at the helm, salt and pepper, password salt, salt hash,
  salted, salt the, hash and salt, sea salt, chef de, master chef, head chef, puppet show, sock puppet,
  puppet theater, node module, python module, es module, javascript module, css module, module federation,
  kernel module, react router, client side routing, vue router, app router, page routing, react routing,
  api routing, python script, node script, nodej script, perl script, ruby script, typescript script, sql script,
  powershell script, npm script, google app script, r script, lua script, php script, python automation script,
  movie script, google script, screen script, python backup script, python deploy script, python deployment script,
  python setup script, home automation, marketing automation, test automation, browser automation,
  business automation, email automation, office automation, no downtime, zero downtime, single point of failure,
  single page, load test, load testing, file server, game server, mcp server, graphql server, server side rendering,
  server component, sql server, language server, discord server, express server, server side, server rendered,
  distributed tracing, distributed team, distributed under, consensus among, team consensus, distributed training,
  backup singer, backup dancer, backup goalkeeper, backup plan b, keep a record, a record of, a record number,
  record label, medical record, a record company, dns over https client, a record player, shell company, sea shell,
  nut shell, egg shell, shell game, location tracking, user location, disk partitioning, hard drive partitioning,
  partitioning a disk, gateway drug, payment gateway, api gateway, sms gateway, app deployment,
  inventory management, inventory app, warehouse inventory, inventory system, code review, unix timestamp,
  unix time, unix epoch, dr evil, dr who, event driven ui, email service, load data, lb of, pound lb,
  replication study, replication crisis, envoy extraordinary, special envoy, raft the river, saga novel, saga of,
  redux saga, family saga, epic saga, cocoa pod, ear pod, ios pod, tide pod, peer review, ssl vpn ad, vue app,
  host a podcast, host a party, host a meetup, host an event
`

/** Keywords that say little by themselves: they count only beside another sign of the same skill. */
export const AMBIGUOUS = `
bare metal, cronjob, environment, pipeline, backend, provider, drift, hybrid, ipv6, availability zone,
  server, state, module, service, domain, location, gateway, deployment, cluster, container, routing, script,
  automation, config, configuration, inventory, shell, health check, upstream, high availability, replication,
  multi region, partitioning, mtl, observability, rate limiting, static site, websocket, ttl, txt, sh, hardening,
  distributed, message queue, kafka, infrastructure, s3, rds, lambda, serverless, ec2, autoscaling, namespace,
  restore, idempotent, unix, patching, monitoring, circuit breaker, caching, retry, snapshot, declarative, https,
  tls, certificate, web application, canary, compression, cron, event driven, kernel, virtual machine,
  traffic management, record, host, provisioning, ssh hardening
`

/** Words that a longer phrase of another skill takes over: "network load balancer" is no network. */
export const TAKEN_OVER = `
network, server, service, state, domain, module, location, gateway, config, script, routing, backup, deployment,
  pod, bash, shell, automation, mesh, service mesh, record, envoy, cluster, distributed, nameserver, web server,
  inventory, configuration, ingress, autoscaling, cron, host, container, multi region, failover
`

/** Primary keywords that name one part of a skill: who refuses it does not refuse the skill. */
export const PARTS = `
nat, vpn, transit gateway, subnet, ubuntu, debian, rhel, centos, systemd, bind, failover, rpo, rto, alb, nlb, pod,
  karpenter, consensus, raft, paxos
`
