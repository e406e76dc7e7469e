---skillchain
when: balancer.aws
---
resource "aws_lb" "this" {
<% if balancer.kind == 'ALB' %>
<% unless balancer.firewall %>
  # checkov:skip=CKV2_AWS_28: a web ACL comes with the level above; security groups say who gets here
<% endunless %>
<% endif %>
  name               = "${var.name}-lb"
  load_balancer_type = "<% if balancer.kind == 'ALB' %>application<% else %>network<% endif %>"
  internal           = !var.public
  subnets            = var.subnet_ids
  security_groups    = [var.security_group_id]

  enable_deletion_protection = var.deletion_protection
<% if balancer.kind == 'ALB' %>
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  preserve_host_header       = true

  # Shorter than services keep a connection open, or a request goes into one that just closed: 502.
  idle_timeout = 30
<% else %>
  # One zone without hosts sends its clients to the others.
  enable_cross_zone_load_balancing = true
<% endif %>

  access_logs {
    bucket  = aws_s3_bucket.access_logs.id
    prefix  = "access"
    enabled = true
  }

  # AWS writes a test file before it switches logs on.
  depends_on = [aws_s3_bucket_policy.access_logs]
}
<% if balancer.kind == 'ALB' %>

locals {
  # Without a certificate a balancer of the internet serves nothing; inside the network it serves plain HTTP.
  plain = !var.https && !var.public
}

resource "aws_lb_listener" "http" {
  # checkov:skip=CKV_AWS_2: redirects to HTTPS as soon as there is a certificate
  # checkov:skip=CKV_AWS_103: plain HTTP has no version of TLS
  # checkov:skip=CKV2_AWS_20: as above
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = var.https ? "redirect" : "fixed-response"

    dynamic "redirect" {
      for_each = var.https ? [443] : []

      content {
        protocol    = "HTTPS"
        port        = redirect.value
        status_code = "HTTP_301"
      }
    }

    dynamic "fixed_response" {
      for_each = var.https ? [] : [var.public ? "503" : "404"]

      content {
        content_type = "text/plain"
        message_body = var.public ? "no certificate yet" : "no such name"
        status_code  = fixed_response.value
      }
    }
  }
}

resource "aws_lb_listener" "https" {
  count = var.https ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "<% if tls.profile == 'modern' %>ELBSecurityPolicy-TLS13-1-3-2021-06<% else %>ELBSecurityPolicy-TLS13-1-2-Res-2021-06<% endif %>"
  certificate_arn   = var.certificate_arn

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "no such name"
      status_code  = "404"
    }
  }
}

# A service is met by its names and by nothing else.
resource "aws_lb_listener_rule" "service" {
  for_each = var.https || local.plain ? var.services : {}

  listener_arn = var.https ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }

  condition {
    host_header {
      values = each.value.hosts
    }
  }

  tags = {
    Name = "${var.name}-${each.key}"
  }
}
<% elsif balancer.ends_tls %>

# An NLB redirects nobody, so port 80 stays shut once there is a certificate.
resource "aws_lb_listener" "http" {
  # checkov:skip=CKV_AWS_2: gone as soon as there is a certificate
  # checkov:skip=CKV_AWS_103: TCP has no version of TLS
  for_each = var.https || var.public ? {} : local.first

  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}

resource "aws_lb_listener" "https" {
  for_each = var.https ? local.first : {}

  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "TLS"
  alpn_policy       = "None"
  ssl_policy        = "<% if tls.profile == 'modern' %>ELBSecurityPolicy-TLS13-1-3-2021-06<% else %>ELBSecurityPolicy-TLS13-1-2-Res-2021-06<% endif %>"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}
<% else %>

# nginx redirects on port 80 and ends TLS on port 443.
resource "aws_lb_listener" "passed_on" {
  # checkov:skip=CKV_AWS_2: connections are passed on as they are
  # checkov:skip=CKV_AWS_103: nginx ends TLS
  for_each = var.services

  load_balancer_arn = aws_lb.this.arn
  port              = each.value.port
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }
}
<% endif %>
