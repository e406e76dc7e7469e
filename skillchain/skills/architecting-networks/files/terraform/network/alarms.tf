---skillchain
when: maturity >= 'intermediate'
---
resource "aws_cloudwatch_metric_alarm" "nat_ports" {
  for_each = aws_nat_gateway.this

  alarm_name          = "${var.name}-nat-ports-${each.key}"
  alarm_description   = "New connections out of ${each.key} fail: no ports left on the NAT gateway.<% if network.nat != 'none' %> Runbook: docs/runbooks/nat-failure.md<% endif %>"
  namespace           = "AWS/NATGateway"
  metric_name         = "ErrorPortAllocation"
  dimensions          = { NatGatewayId = each.value.id }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

# A gateway in use is never silent: no packet back for five minutes means that its zone or its route is gone.
resource "aws_cloudwatch_metric_alarm" "nat_silent" {
  for_each = aws_nat_gateway.this

  alarm_name          = "${var.name}-nat-silent-${each.key}"
  alarm_description   = "No packets return through the NAT gateway of ${each.key}.<% if network.nat != 'none' %> Runbook: docs/runbooks/nat-failure.md<% endif %>"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]

  metric_query {
    id          = "silent"
    expression  = "IF(sent > 0 AND received == 0, 1, 0)"
    label       = "Sends without answers"
    return_data = true
  }

  metric_query {
    id = "sent"

    metric {
      namespace   = "AWS/NATGateway"
      metric_name = "PacketsOutToDestination"
      dimensions  = { NatGatewayId = each.value.id }
      stat        = "Sum"
      period      = 60
    }
  }

  metric_query {
    id = "received"

    metric {
      namespace   = "AWS/NATGateway"
      metric_name = "PacketsInFromDestination"
      dimensions  = { NatGatewayId = each.value.id }
      stat        = "Sum"
      period      = 60
    }
  }
}
<% if network.hybrid == 'vpn' %>

resource "aws_cloudwatch_metric_alarm" "vpn_tunnel" {
  for_each = aws_vpn_connection.this

  alarm_name          = "${var.name}-vpn-${each.key}"
  alarm_description   = "A tunnel to ${each.key} is down. Runbook: docs/runbooks/hybrid-link.md"
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  dimensions          = { VpnId = each.value.id }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
<% endif %>
