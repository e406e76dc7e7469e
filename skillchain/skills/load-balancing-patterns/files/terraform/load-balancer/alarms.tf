---skillchain
when: balancer.aws and maturity >= 'intermediate'
---
resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each = var.services

  alarm_name          = "${var.name}-lb-unhealthy-${each.key}"
  alarm_description   = "Hosts of ${each.key} fail the check of the balancer. Runbook: docs/runbooks/target-unhealthy.md"
  namespace           = "AWS/<% if balancer.kind == 'ALB' %>ApplicationELB<% else %>NetworkELB<% endif %>"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]

  dimensions = {
    LoadBalancer = aws_lb.this.arn_suffix
    TargetGroup  = aws_lb_target_group.this[each.key].arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "none_healthy" {
  for_each = var.services

  alarm_name          = "${var.name}-lb-none-healthy-${each.key}"
  alarm_description   = "No host of ${each.key} is healthy: nothing answers. Runbook: docs/runbooks/target-unhealthy.md"
  namespace           = "AWS/<% if balancer.kind == 'ALB' %>ApplicationELB<% else %>NetworkELB<% endif %>"
  metric_name         = "HealthyHostCount"
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  datapoints_to_alarm = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]

  dimensions = {
    LoadBalancer = aws_lb.this.arn_suffix
    TargetGroup  = aws_lb_target_group.this[each.key].arn_suffix
  }
}
<% if balancer.kind == 'ALB' %>

# Errors of the balancer itself and those of the services: who said it decides what to do.
resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each = {
    balancer = "HTTPCode_ELB_5XX_Count"
    services = "HTTPCode_Target_5XX_Count"
  }

  alarm_name          = "${var.name}-lb-errors-${each.key}"
  alarm_description   = "More than 5 % of answers are 5xx, said by the ${each.key}. Runbook: docs/runbooks/target-unhealthy.md"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]

  metric_query {
    id          = "share"
    expression  = "IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)"
    label       = "Per cent of answers"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = each.value
      dimensions  = { LoadBalancer = aws_lb.this.arn_suffix }
      stat        = "Sum"
      period      = 60
    }
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      dimensions  = { LoadBalancer = aws_lb.this.arn_suffix }
      stat        = "Sum"
      period      = 60
    }
  }
}
<% endif %>
