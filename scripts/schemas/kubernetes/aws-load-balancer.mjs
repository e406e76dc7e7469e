// The kinds of the AWS Load Balancer Controller 3.x, which no package holds: names and types, written down from its documentation.

const PAIRS = [{ 'key!': 's', 'value!': 's' }]
const HEALTH_CHECK = {
  healthCheckInterval: 'i',
  healthCheckPath: 's',
  healthCheckPort: 's',
  healthCheckProtocol: '"HTTP|HTTPS|TCP',
  healthCheckTimeout: 'i',
  healthyThresholdCount: 'i',
  matcher: { grpcCode: 's', httpCode: 's' },
  unhealthyThresholdCount: 'i',
}

const targetGroup = (selector) => ({
  enableMultiCluster: 'b',
  healthCheckConfig: HEALTH_CHECK,
  ipAddressType: '"ipv4|ipv6',
  nodeSelector: selector,
  protocol: '"HTTP|HTTPS|TCP|TCP_UDP|TLS|UDP',
  protocolVersion: '"GRPC|HTTP1|HTTP2',
  tags: '{s',
  targetControlPort: 'i',
  targetGroupAttributes: PAIRS,
  targetGroupName: 's',
  targetType: '"instance|ip',
})

const LOAD_BALANCER = {
  customerOwnedIpv4Pool: 's',
  defaultTargetGroupConfiguration: { 'name!': 's' },
  disableSecurityGroup: 'b',
  enableICMP: 'b',
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 's',
  ipAddressType: '"dualstack|dualstack-without-public-ipv4|ipv4',
  ipv4IPAMPoolId: 's',
  listenerConfigurations: [
    {
      alpnPolicy: '"HTTP1Only|HTTP2Only|HTTP2Optional|HTTP2Preferred|None',
      certificates: '[s',
      defaultCertificate: 's',
      listenerAttributes: PAIRS,
      mutualAuthentication: {
        advertiseTrustStoreCaNames: '"off|on',
        ignoreClientCertificateExpiry: 'b',
        'mode!': '"off|passthrough|verify',
        trustStore: 's',
      },
      'protocolPort!': 's',
      quicEnabled: 'b',
      sslPolicy: 's',
      targetGroupStickiness: 'b',
    },
  ],
  loadBalancerAttributes: PAIRS,
  loadBalancerName: 's',
  loadBalancerSubnets: [
    { eipAllocation: 's', identifier: 's', ipv6Allocation: 's', privateIPv4Allocation: 's', sourceNatIPv6Prefix: 's' },
  ],
  loadBalancerSubnetsSelector: '{[s',
  manageBackendSecurityGroupRules: 'b',
  mergingMode: '"prefer-gateway|prefer-gateway-class',
  minimumLoadBalancerCapacity: { 'capacityUnits!': 'i' },
  scheme: '"internal|internet-facing',
  securityGroupPrefixes: '[s',
  securityGroups: '[s',
  shieldConfiguration: { enabled: 'b' },
  sourceRanges: '[s',
  tags: '{s',
  wafV2: { 'webACL!': 's' },
}

const LISTENER_RULE = {
  actions: [
    {
      authenticateCognitoConfig: {
        authenticationRequestExtraParams: '{s',
        onUnauthenticatedRequest: '"allow|authenticate|deny',
        scope: 's',
        sessionCookieName: 's',
        sessionTimeout: 'i',
        'userPoolArn!': 's',
        'userPoolClientId!': 's',
        'userPoolDomain!': 's',
      },
      authenticateOIDCConfig: {
        authenticationRequestExtraParams: '{s',
        'authorizationEndpoint!': 's',
        'issuer!': 's',
        onUnauthenticatedRequest: '"allow|authenticate|deny',
        scope: 's',
        'secret!': { 'name!': 's' },
        sessionCookieName: 's',
        sessionTimeout: 'i',
        'tokenEndpoint!': 's',
        useExistingClientSecret: 'b',
        'userInfoEndpoint!': 's',
      },
      fixedResponseConfig: { contentType: 's', messageBody: 's', 'statusCode!': 'i' },
      forwardConfig: { targetGroupStickinessConfig: { durationSeconds: 'i', enabled: 'b' } },
      jwtValidationConfig: {
        additionalClaims: [{ 'format!': 's', 'name!': 's', 'values!': '[s' }],
        'issuer!': 's',
        'jwksEndpoint!': 's',
      },
      redirectConfig: { query: 's' },
      'type!': '"authenticate-cognito|authenticate-oidc|fixed-response|forward|jwt-validation|redirect',
    },
  ],
  conditions: [{ 'field!': '"source-ip', matchIndexes: '[i', sourceIPConfig: { 'values!': '[s' } }],
  tags: '{s',
}

const ingressClassParameters = (selector) => ({
  PrefixListsIDs: '[s',
  certificateArn: '[s',
  group: { 'name!': 's' },
  inboundCIDRs: '[s',
  ipAddressType: '"dualstack|dualstack-without-public-ipv4|ipv4',
  ipamConfiguration: { ipv4IPAMPoolId: 's' },
  listeners: [{ listenerAttributes: PAIRS, port: 'i', protocol: 's' }],
  loadBalancerAttributes: PAIRS,
  loadBalancerName: 's',
  minimumLoadBalancerCapacity: { 'capacityUnits!': 'i' },
  namespaceSelector: selector,
  prefixListsIDs: '[s',
  scheme: '"internal|internet-facing',
  sslPolicy: 's',
  sslRedirectPort: 's',
  subnets: { ids: '[s', tags: '{[s' },
  tags: PAIRS,
  targetType: '"instance|ip',
  wafv2AclArn: 's',
  wafv2AclName: 's',
})

const targetGroupBinding = (selector) => ({
  assumeRoleExternalId: 's',
  iamRoleArnToAssume: 's',
  ipAddressType: '"ipv4|ipv6',
  multiClusterTargetGroup: 'b',
  networking: {
    ingress: [
      {
        'from!': [{ ipBlock: { 'cidr!': 's' }, securityGroup: { 'groupID!': 's' } }],
        'ports!': [{ port: 'x', protocol: '"TCP|UDP' }],
      },
    ],
  },
  nodeSelector: selector,
  'serviceRef!': { 'name!': 's', 'port!': 'x' },
  targetGroupARN: 's',
  targetGroupName: 's',
  targetGroupProtocol: '"HTTP|HTTPS|QUIC|TCP|TCP_QUIC|TCP_UDP|TLS|UDP',
  targetType: '"instance|ip',
  vpcID: 's',
})

/** `[kind, apiVersion, type]` of each. */
export function loadBalancerKinds(coreReference, define) {
  const selector = coreReference('io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector')
  const metadata = coreReference('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  const type = (one) => {
    if (typeof one === 'string') return one
    if (Array.isArray(one)) return `[${type(one[0])}`
    const fields = {}
    for (const name of Object.keys(one).sort()) fields[name] = type(one[name])
    return define(JSON.stringify(fields), () => fields)
  }
  const kind = (name, apiVersion, spec) => [
    name,
    apiVersion,
    type({ apiVersion: 's', kind: 's', metadata, spec: type(spec), status: '*' }),
  ]
  const targetGroupConfiguration = {
    defaultConfiguration: targetGroup(selector),
    routeConfigurations: [
      {
        'routeIdentifier!': { kind: 's', name: 's', namespace: 's' },
        'targetGroupProps!': targetGroup(selector),
      },
    ],
    targetReference: { group: 's', kind: 's', 'name!': 's' },
  }
  return [
    ...['gateway.k8s.aws/v1', 'gateway.k8s.aws/v1beta1'].flatMap((apiVersion) => [
      kind('LoadBalancerConfiguration', apiVersion, LOAD_BALANCER),
      kind('TargetGroupConfiguration', apiVersion, targetGroupConfiguration),
      kind('ListenerRuleConfiguration', apiVersion, LISTENER_RULE),
    ]),
    kind('IngressClassParams', 'elbv2.k8s.aws/v1beta1', ingressClassParameters(selector)),
    kind('TargetGroupBinding', 'elbv2.k8s.aws/v1beta1', targetGroupBinding(selector)),
  ]
}
