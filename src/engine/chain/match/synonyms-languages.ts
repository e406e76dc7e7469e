/** The same table for other languages: German, French, Spanish, Portuguese, Italian, Japanese, Chinese, Korean, Russian. */
export const SYNONYMS_OF_LANGUAGES = `
kubernetes: クバネティス, クーバネティス, 쿠버네티스, кубернетес, кубер
container orchestration: コンテナオーケストレーション, 容器编排
terraform: тераформ, терраформ, テラフォーム, 테라폼
infrastructure as code: infrastruttura come codice, infraestructura como código, infraestrutura como código,
  infrastructure en tant que code, 基础设施即代码, コードとしてのインフラ
provisioning: aprovisionar, provisionner
linux: リナックス, 리눅스, линукс
hardening: durcissement, härten, endurecimiento
server: servidor, serveur, サーバー, サーバ, 服务器, 서버, сервер
network: netzwerk, réseau, rete di, redes, rede privada, red privada, netwerk, nätverk, ネットワーク, 网络, 網路, 네트워크, сеть
subnet: subred, sous réseau, subnetz, サブネット, 子网, 서브넷
firewall rules: brandmauer, pare feu, cortafuegos, ファイアウォール, 防火墙
load balancer: lastverteiler, lastverteilung, balanceador de carga, balanceo de carga, balanceador,
  répartiteur de charge, équilibreur de charge, répartition de charge, bilanciatore di carico, bilanciatore,
  bilanciamento del carico, balanceamento de carga, ロードバランサー, ロードバランサ, 負荷分散, 负载均衡, 負載平衡, 로드밸런서, 로드 밸런서,
  балансировщик, балансировщиком, балансировщик нагрузки, lastbalancer, lastbalanserare
disaster recovery: notfallwiederherstellung, notfallplan, recuperación ante desastres, recuperación de desastres,
  reprise après sinistre, plan de reprise, reprise d activité, ripristino di emergenza, recuperação de desastres,
  災害復旧, 災害対策, ディザスタリカバリ, 灾难恢复, 容灾, 灾备, 재해 복구, 재해복구, аварийное восстановление
backup: datensicherung, sicherung, copias de seguridad, copia de seguridad, respaldo, respaldos, sauvegarde,
  sauvegardes, cópias de segurança, cópia de segurança, バックアップ, 备份, 備份, 백업, бэкап, бэкапы, бэкапами,
  резервное копирование, säkerhetskopia, yedekleme
failover: ausfallsicherung, basculement, フェイルオーバー, 故障转移, 故障切换, 페일오버
high availability: hochverfügbar, hochverfügbarkeit, alta disponibilidad, haute disponibilité, alta disponibilità,
  alta disponibilidade, 高可用, 高可用性
nginx: エンジンエックス
reverse proxy: proxy inverso, proxy inverse, umgekehrter proxy, 反向代理, リバースプロキシ, 리버스 프록시, обратный прокси
web server: servidor web, serveur web, webサーバー, webサーバ, ウェブサーバー
shell script: shell skript, script shell, scripts bash, script bash, シェルスクリプト, shell 脚本, 脚本, 셸 스크립트, скрипт, скрипты
dns: ドメインネーム, 域名解析, днс, registros dns, enregistrements dns
nameserver: servidor de nombres, serveur de noms, ネームサーバー, ネームサーバ, 域名服务器
domain: dominio, domaine, domäne, domínio, ドメイン, 域名, 도메인, домен
service mesh: malla de servicios, maillage de services, dienstnetz, サービスメッシュ, 服务网格, 服務網格, 서비스 메시, 서비스메시, сервис меш,
  сервисная сетка
istio: イスティオ
configuration management: konfigurationsmanagement, gestión de configuración, gestion de configuration,
  gestione della configurazione, gestión de la configuración, gestão de configuração, 構成管理, 配置管理
ansible: アンシブル
distributed systems: verteiltes system, verteilte systeme, sistema distribuido, sistemas distribuidos,
  système distribué, systèmes distribués, sistema distribuito, sistemi distribuiti, 分散システム, 分布式系统, 分布式, 分散式系統,
  분산 시스템, распределенная система, распределённая система
microservices: microservicios, microserviços, microservizi, mikroservices, microdienste, マイクロサービス, 微服务, 微服務,
  마이크로서비스, микросервисы, микросервисов
`
