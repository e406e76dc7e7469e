/** Right templates that use most of what there is. */
export const TEMPLATES: readonly string[] = [
  `AWSTemplateFormatVersion: "2010-09-09"
Description: Many things
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups: [{Label: {default: Network}, Parameters: [Stage]}]
Parameters:
  Stage: {Type: String, Default: test, AllowedValues: [test, live], AllowedPattern: "[a-z]+"}
  Vpc: {Type: "AWS::EC2::VPC::Id"}
Mappings:
  Sizes:
    test: {count: 1}
    live: {count: 3}
Conditions:
  Live: !Equals [!Ref Stage, live]
  Both: !And [!Condition Live, !Not [!Equals [!Ref Vpc, ""]]]
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Condition: Both
    Properties:
      GroupDescription: !Sub "\${AWS::StackName} in \${Stage}"
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
  Queue:
    Type: AWS::SQS::Queue
    DependsOn: Topic
    DeletionPolicy: Retain
    Properties:
      DelaySeconds: !FindInMap [Sizes, !Ref Stage, count]
      RedrivePolicy: {maxReceiveCount: 3, deadLetterTargetArn: !GetAtt Dead.Arn}
  Dead: {Type: "AWS::SQS::Queue"}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      Subscription: [{Protocol: sqs, Endpoint: !If [Live, !GetAtt Dead.Arn, !Ref "AWS::NoValue"]}]
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Action: ["sqs:SendMessage"], Resource: !GetAtt Queue.Arn}]
Outputs:
  Name:
    Value: !Join ["-", [!Ref Queue, !Select [0, !Split [",", "a,b"]]]]
    Export: {Name: {"Fn::Sub": ["\${x}-y", {x: !Ref Stage}]}}
`,
  `Transform: [AWS::Serverless-2016-10-31, AWS::LanguageExtensions]
Globals: {Function: {Runtime: python3.13, Timeout: 5}}
Resources:
  Fn::ForEach::Topics:
    - Name
    - [A, B]
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name}
  Function:
    Type: AWS::Serverless::Function
    Properties: {Handler: index.handler, InlineCode: "def handler(a, b): pass"}
Outputs:
  Role: {Value: !GetAtt FunctionRole.Arn}
`,
  JSON.stringify({
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] } },
      },
      BucketPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: {
            Statement: {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
            },
          },
        },
      },
    },
  }),
]
