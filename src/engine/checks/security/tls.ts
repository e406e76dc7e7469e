import { type Judge, nameOf, placeOf } from '../resources/judge.ts'
import { entryOf, find, textOf } from '../resources/node.ts'
import type { ConfiguredResource } from '../resources/unit.ts'
import type { Rule } from '../rule.ts'

const OLD: Rule = {
  id: 'old-tls',
  severity: 'warning',
  what: 'TLS policies that still take versions 1.0 and 1.1',
  why: 'Both are broken and deprecated, and most audits refuse them.',
  fix: 'Take a policy of TLS 1.2 or 1.3, such as ELBSecurityPolicy-TLS13-1-2-2021-06 or TLSv1.2_2021.',
}

/** Policies by the argument that names them. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_lb_listener: ['ssl_policy'],
  aws_alb_listener: ['ssl_policy'],
  'AWS::ElasticLoadBalancingV2::Listener': ['SslPolicy'],
  aws_cloudfront_distribution: ['viewer_certificate.minimum_protocol_version'],
  'AWS::CloudFront::Distribution': ['DistributionConfig.ViewerCertificate.MinimumProtocolVersion'],
  aws_api_gateway_domain_name: ['security_policy'],
  'AWS::ApiGateway::DomainName': ['SecurityPolicy'],
  aws_apigatewayv2_domain_name: ['domain_name_configuration.security_policy'],
  aws_opensearch_domain: ['domain_endpoint_options.tls_security_policy'],
  'AWS::OpenSearchService::Domain': ['DomainEndpointOptions.TLSSecurityPolicy'],
  aws_elasticsearch_domain: ['domain_endpoint_options.tls_security_policy'],
}

const WEAK =
  /^(?:ELBSecurityPolicy-(?:2016-08|2015-\d\d|2014-\d\d|TLS-1-[01]-20\d\d-\d\d|FS-2018-06|FS-1-1-2019-08|TLS13-1-[01]-2021-06)|SSLv3|TLSv1|TLSv1_2016|TLSv1\.1_2016|TLS_1_0|Policy-Min-TLS-1-0-2019-07)$/

/** Without a word a listener takes the oldest policy there is. */
const LISTENERS = /^(?:aws_a?lb_listener|AWS::ElasticLoadBalancingV2::Listener)$/

export const tls: Judge = {
  rules: [OLD],
  *judge(unit) {
    for (const resource of unit.resources) {
      for (const path of resource.isData ? [] : (ARGUMENTS[resource.type] ?? [])) {
        const found = find(resource.body, path)
        if (found === undefined) continue
        const name = nameOf(resource)
        if (found === 'absent') {
          if (!isEncrypted(resource)) continue
          const message = `${name} names no TLS policy and gets ELBSecurityPolicy-2016-08, which takes TLS 1.0.`
          yield { rule: OLD, at: resource.at, message }
          continue
        }
        const policy = textOf(found)
        if (policy === null || !WEAK.test(policy)) continue
        yield { rule: OLD, at: placeOf(resource, path), message: `${name} takes old versions of TLS: ${policy}.` }
      }
    }
  },
}

function isEncrypted({ type, body }: ConfiguredResource): boolean {
  const protocol = textOf(entryOf(body, type.startsWith('aws_') ? 'protocol' : 'Protocol')?.value)
  return LISTENERS.test(type) && (protocol === 'HTTPS' || protocol === 'TLS')
}
