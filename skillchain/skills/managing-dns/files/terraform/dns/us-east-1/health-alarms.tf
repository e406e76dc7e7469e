---skillchain
when: dns.route53 and dns.public and dns.routing != 'none'
---
# Health metrics exist in us-east-1 only, and an alarm can tell only a topic of its own region.
# skillchain:ignore[security] the message is a host name and a state; a key would have to admit CloudWatch in a second region
resource "aws_sns_topic" "health" {
  # checkov:skip=CKV_AWS_26:The message is a host name and a state; a key would have to admit CloudWatch in a second region
  name = "${var.name}-dns-health"
}

resource "aws_cloudwatch_metric_alarm" "service" {
  for_each = var.health_checks
  alarm_name          = "${var.name}-${each.key}-dns-health"
  alarm_description   = "${each.key} of ${var.domain} fails its health check, see docs/runbooks/dns-failover.md"
  namespace           = "AWS/Route53"
  metric_name         = "HealthCheckStatus"
  dimensions          = { HealthCheckId = each.value }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.health.arn]
  ok_actions          = [aws_sns_topic.health.arn]
}
