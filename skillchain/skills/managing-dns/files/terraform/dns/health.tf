---skillchain
when: dns.public and dns.routing != 'none'
---
resource "aws_route53_health_check" "service" {
  for_each = var.services

  # The name that the cluster keeps: the users' name moves away exactly when this one fails.
  fqdn              = "${each.key}.apps.${var.domain}"
  type              = "HTTPS"
  port              = 443
  resource_path     = var.health_paths[each.key]
  enable_sni        = true
  request_interval  = 10
  failure_threshold = 3
  measure_latency   = true

  tags = { Name = "${var.name}-${each.key}" }
}

# Health metrics exist in us-east-1 only, and an alarm can tell only a topic of its own region.
resource "aws_sns_topic" "health" {
  # checkov:skip=CKV_AWS_26:The message is a host name and a state; a key would have to admit CloudWatch in a second region
  provider = aws.us_east_1

  name = "${var.name}-dns-health"
}

resource "aws_cloudwatch_metric_alarm" "service" {
  for_each = var.services
  provider = aws.us_east_1

  alarm_name          = "${var.name}-${each.key}-dns-health"
  alarm_description   = "${each.value} fails its health check, see docs/runbooks/dns-failover.md"
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = aws_route53_health_check.service[each.key].id }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.health.arn]
  ok_actions          = [aws_sns_topic.health.arn]
}
