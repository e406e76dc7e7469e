/** The same for German, French, Spanish, Portuguese, Italian, Japanese, Chinese, Korean and Russian. */
export const SYNONYMS_OF_LANGUAGES = `
kubernetes: クバネティス, クーバネティス, 쿠버네티스, кубернетес, кубер
container orchestration: コンテナオーケストレーション, 容器编排
terraform: тераформ, терраформ, テラフォーム, 테라폼
infrastructure as code: infrastruttura come codice, infraestructura como codigo, infraestrutura como codigo,
  infrastructure en tant que code, 基础设施即代码, コードとしてのインフラ
provisioning: aprovisionar, provisionner
linux: リナックス, 리눅스, линукс
hardening: durcissement, harten, endurecimiento
server: servidor, serveur, サーバー, サーバ, 服务器, 서버, сервер
network: netzwerk, reseau, rete di, rede, rede privada, red privada, netwerk, natverk, ネットワーク, 网络, 網路, 네트워크, сеть
subnet: subred, sous reseau, subnetz, サブネット, 子网, 서브넷
firewall rule: brandmauer, pare feu, cortafuegos, ファイアウォール, 防火墙
load balancer: lastverteiler, lastverteilung, balanceador de carga, balanceo de carga, balanceador,
  repartiteur de charge, equilibreur de charge, repartition de charge, bilanciatore di carico, bilanciatore,
  bilanciamento del carico, balanceamento de carga, ロードバランサー, ロードバランサ, 負荷分散, 负载均衡, 負載平衡, 로드밸런서, балансировщик,
  балансировщиком, балансировщик нагрузки, lastbalancer, lastbalanserare
disaster recovery: notfallwiederherstellung, notfallplan, recuperacion ante desastre, recuperacion de desastre,
  reprise apre sinistre, plan de reprise, reprise d activite, ripristino di emergenza, recuperacao de desastre,
  災害復旧, 災害対策, ディザスタリカバリ, 灾难恢复, 容灾, 灾备, 재해 복구, аварийное восстановление
backup: datensicherung, sicherung, copia de seguridad, respaldo, respaldos, sauvegarde, copia de seguranca, バックアップ,
  备份, 備份, 백업, бэкап, бэкапы, бэкапами, резервное копирование, sakerhetskopia, yedekleme
failover: ausfallsicherung, basculement, フェイルオーバー, 故障转移, 故障切换, 페일오버
high availability: hochverfugbar, hochverfugbarkeit, alta disponibilidad, haute disponibilite, alta disponibilita,
  alta disponibilidade, 高可用, 高可用性
nginx: エンジンエックス
reverse proxy: proxy inverso, proxy inverse, umgekehrter proxy, 反向代理, リバースプロキシ, 리버스 프록시, обратный прокси
web server: servidor web, serveur web, webサーバー, webサーバ, ウェブサーバー
shell script: shell skript, script shell, script bash, シェルスクリプト, shell 脚本, 脚本, 셸 스크립트, скрипт, скрипты
dns: ドメインネーム, 域名解析, днс, registros dns, enregistrement dns
nameserver: servidor de nombre, serveur de nom, ネームサーバー, ネームサーバ, 域名服务器
domain: dominio, domaine, domane, ドメイン, 域名, 도메인, домен
service mesh: malla de servicios, maillage de service, dienstnetz, サービスメッシュ, 服务网格, 服務網格, 서비스 메시, сервис меш,
  сервисная сетка
istio: イスティオ
configuration management: konfigurationsmanagement, gestion de configuracion, gestion de configuration,
  gestione della configurazione, gestion de la configuracion, gestao de configuracao, 構成管理, 配置管理
ansible: アンシブル
distributed system: verteilte system, verteilte systeme, sistema distribuido, sistema distribuidos,
  systeme distribue, sistema distribuito, sistemi distribuiti, 分散システム, 分布式系统, 分布式, 分散式系統, 분산 시스템,
  распределенная система, распределённая система
microservice: microservicios, microservicos, microservizi, mikroservice, microdienste, マイクロサービス, 微服务, 微服務, 마이크로서비스,
  микросервисы, микросервисов
`
