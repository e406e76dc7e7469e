---skillchain
when: dns.route53 and dns.public
---
<% case dns.mail %>
<% when 'none' %>
# Nobody sends or receives mail for this domain, and says so: otherwise anybody can send in its name.
resource "aws_route53_record" "mx" {
  zone_id = local.public_zone_id
  name    = var.domain
  type    = "MX"
  ttl     = 3600
  records = ["0 ."]
}

resource "aws_route53_record" "spf" {
  zone_id = local.public_zone_id
  name    = var.domain
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 -all"]
}

resource "aws_route53_record" "dmarc" {
  zone_id = local.public_zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s"]
}
<% else %>
locals {
<% case dns.mail %>
<% when 'google' %>
  mail_servers = ["1 smtp.google.com."]
  spf          = "v=spf1 include:_spf.google.com -all"
<% when 'microsoft' %>
  mail_servers = ["0 ${replace(var.domain, ".", "-")}.mail.protection.outlook.com."]
  spf          = "v=spf1 include:spf.protection.outlook.com -all"
<% when 'ses' %>
  # skillchain:ignore[portability] SES receives where its rules were made, wherever the environment moves
  mail_servers = ["10 inbound-smtp.<: aws.region :>.amazonaws.com."]
  spf          = "v=spf1 include:amazonses.com -all"
<% when 'fastmail' %>
  mail_servers = ["10 in1-smtp.messagingengine.com.", "20 in2-smtp.messagingengine.com."]
  spf          = "v=spf1 include:spf.messagingengine.com -all"
<% endcase %>
}

resource "aws_route53_record" "mx" {
  zone_id = local.public_zone_id
  name    = var.domain
  type    = "MX"
  ttl     = 3600
  records = local.mail_servers
}

resource "aws_route53_record" "spf" {
  zone_id = local.public_zone_id
  name    = var.domain
  type    = "TXT"
  ttl     = 3600
  records = [local.spf]
}

# Quarantine, not reject: a sender nobody remembered should land in a spam folder, not in a hole.
resource "aws_route53_record" "dmarc" {
  zone_id = local.public_zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DMARC1; p=quarantine; sp=reject; adkim=r; aspf=r"]
}

resource "aws_route53_record" "dkim" {
  for_each = var.dkim

  zone_id = local.public_zone_id
  name    = "${each.key}._domainkey.${var.domain}"
  type    = startswith(each.value, "v=DKIM1") ? "TXT" : "CNAME"
  ttl     = 3600
  # A TXT string ends at 255 characters; longer keys are several strings of one record.
  records = startswith(each.value, "v=DKIM1") ? [join("\"\"", regexall(".{1,255}", each.value))] : [each.value]
}
<% endcase %>
