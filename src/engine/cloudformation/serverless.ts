import { didYouMean } from '../../skills/nearest.ts'
import type { YamlMap, YamlNode } from '../checks/read/yaml-node.ts'
import type { Problems } from './problems.ts'

/** What the resources of the Serverless Application Model take, by type; `!` marks what they must have. */
const TYPES: Readonly<Record<string, string>> = {
  Api: [
    'AccessLogSetting AlwaysDeploy ApiKeySourceType Auth BinaryMediaTypes CacheClusterEnabled',
    'CacheClusterSize CanarySetting Cors DefinitionBody DefinitionUri Description',
    'DisableExecuteApiEndpoint Domain EndpointAccessMode EndpointConfiguration FailOnWarnings',
    'GatewayResponses MergeDefinitions MethodSettings MinimumCompressionSize Mode Models Name',
    'OpenApiVersion Policy PropagateTags SecurityPolicy StageName! Tags TracingEnabled Variables',
  ].join(' '),
  Application: 'Location! NotificationARNs Parameters Tags TemplateUrl TimeoutInMinutes',
  CapacityProvider: [
    'CapacityProviderName InstanceRequirements KmsKeyArn OperatorRole PropagateTags ScalingConfig',
    'Tags VpcConfig!',
  ].join(' '),
  Connector: 'Destination! Permissions! Source!',
  Function: [
    'Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties',
    'AutoPublishCodeSha256 CapacityProviderConfig CodeSigningConfigArn CodeUri DeadLetterQueue',
    'DeploymentPreference Description DurableConfig Environment EphemeralStorage EventInvokeConfig',
    'Events FileSystemConfigs FunctionName FunctionScalingConfig FunctionUrlConfig Handler',
    'ImageConfig ImageUri InlineCode KmsKeyArn Layers LoggingConfig MemorySize PackageType',
    'PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig',
    'PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime',
    'RuntimeManagementConfig SnapStart SourceKMSKeyArn Tags TenancyConfig Timeout Tracing',
    'VersionDeletionPolicy VersionDescription VpcConfig',
  ].join(' '),
  GraphQLApi: [
    'ApiKeys Auth! Cache DataSources DomainName Functions IntrospectionConfig Logging Name',
    'OwnerContact QueryDepthLimit ResolverCountLimit Resolvers SchemaInline SchemaUri Tags',
    'Visibility XrayEnabled',
  ].join(' '),
  HttpApi: [
    'AccessLogSettings Auth CorsConfiguration DefaultRouteSettings DefinitionBody DefinitionUri',
    'Description DisableExecuteApiEndpoint Domain FailOnWarnings Name PropagateTags RouteSettings',
    'StageName StageVariables Tags',
  ].join(' '),
  LayerVersion: [
    'CompatibleArchitectures CompatibleRuntimes ContentUri! Description LayerName LicenseInfo',
    'PublishLambdaVersion RetentionPolicy',
  ].join(' '),
  SimpleTable: [
    'PointInTimeRecoverySpecification PrimaryKey ProvisionedThroughput SSESpecification TableName',
    'Tags',
  ].join(' '),
  StateMachine: [
    'AutoPublishAlias Definition DefinitionSubstitutions DefinitionUri DeploymentPreference Events',
    'Logging Name PermissionsBoundary Policies PropagateTags Role RolePath Tags Tracing Type',
    'UseAliasAsEventTarget',
  ].join(' '),
  WebSocketApi: [
    'AccessLogSettings ApiKeySelectionExpression Auth DefaultRouteSettings Description',
    'DisableExecuteApiEndpoint DisableSchemaValidation Domain FailOnWarnings IpAddressType Name',
    'PropagateTags RouteSelectionExpression! RouteSettings Routes! StageName StageVariables Tags',
  ].join(' '),
}

const PREFIX = 'AWS::Serverless::'

/** Judges a resource of the model; `globals` is what the template says once for all of them. */
export function checkServerless(
  type: string,
  at: YamlNode,
  properties: YamlMap | null,
  globals: YamlNode | undefined,
  id: string,
  problems: Problems,
): void {
  const short = type.slice(PREFIX.length)
  const known = TYPES[short]
  if (known === undefined) {
    const near = didYouMean(
      type,
      Object.keys(TYPES).map((name) => PREFIX + name),
    )
    problems.error(at, 'unknown-type', `${id}: there is no type ${type}`, near)
    return
  }
  const words = known.split(' ')
  const names = words.map((word) => word.replace('!', ''))
  for (const { key, keyNode } of properties?.entries ?? [])
    if (!names.includes(key) && !key.startsWith('Fn::'))
      problems.error(keyNode, 'unknown-property', `${id} (${type}) has no property "${key}"`, didYouMean(key, names))
  for (const word of words) {
    const name = word.slice(0, -1)
    if (!word.endsWith('!') || properties?.has(name) === true) continue
    if (globals?.kind === 'map' && globals.has(name)) continue
    problems.error(properties ?? at, 'required', `${id} (${type}) lacks "${name}", which it must have`)
  }
}
