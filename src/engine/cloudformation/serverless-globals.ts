import { didYouMean } from '../../skills/nearest.ts'
import { entriesOf, type YamlNode } from '../checks/read/yaml-node.ts'
import type { Problems } from './problems.ts'

/** What a template of the Serverless Application Model may say once for all resources of a type. */
const SECTIONS: Readonly<Record<string, string>> = {
  Api: 'AccessLogSetting AlwaysDeploy Auth BinaryMediaTypes CacheClusterEnabled CacheClusterSize CanarySetting Cors DefinitionUri Domain EndpointAccessMode EndpointConfiguration GatewayResponses MergeDefinitions MethodSettings MinimumCompressionSize Name OpenApiVersion PropagateTags SecurityPolicy TracingEnabled Variables',
  CapacityProvider: 'InstanceRequirements KmsKeyArn OperatorRole PropagateTags ScalingConfig Tags VpcConfig',
  Function:
    'Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties CapacityProviderConfig CodeSigningConfigArn CodeUri DeadLetterQueue DeploymentPreference Description DurableConfig Environment EphemeralStorage EventInvokeConfig FileSystemConfigs FunctionScalingConfig FunctionUrlConfig Handler KmsKeyArn Layers LoggingConfig MemorySize PermissionsBoundary PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions RolePath Runtime RuntimeManagementConfig SnapStart SourceKMSKeyArn Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VpcConfig',
  HttpApi:
    'AccessLogSettings Auth CorsConfiguration DefaultRouteSettings Domain FailOnWarnings PropagateTags RouteSettings StageVariables Tags',
  LayerVersion: 'PublishLambdaVersion',
  SimpleTable: 'SSESpecification',
  StateMachine: 'PropagateTags',
  WebSocketApi:
    'AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint DisableSchemaValidation Domain FailOnWarnings IpAddressType PropagateTags RouteSelectionExpression RouteSettings StageVariables Tags',
}

export function checkGlobals(globals: YamlNode, problems: Problems): void {
  for (const { key, keyNode, value } of entriesOf(globals)) {
    const known = SECTIONS[key]?.split(' ')
    if (known === undefined) {
      problems.error(keyNode, 'section', `Globals has no section "${key}"`, didYouMean(key, Object.keys(SECTIONS)))
      continue
    }
    for (const one of entriesOf(value))
      if (!known.includes(one.key) && !one.key.startsWith('Fn::'))
        problems.error(
          one.keyNode,
          'unknown-property',
          `Globals: ${key} has no property "${one.key}"`,
          didYouMean(one.key, known),
        )
  }
}
