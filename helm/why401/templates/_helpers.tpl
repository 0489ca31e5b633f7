{{/* The chart's name, as label. */}}
{{- define "why401.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of every object: 50 characters leave room for suffixes. */}}
{{- define "why401.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "why401.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "why401.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods: never changes in the life of a release. */}}
{{- define "why401.selectorLabels" -}}
app.kubernetes.io/name: {{ include "why401.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: agent
{{- end -}}

{{/* Without the chart's version: a new chart alone must not replace the pod, which would cost its tokens. */}}
{{- define "why401.podLabels" -}}
{{ include "why401.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: why401
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "why401.labels" -}}
{{ include "why401.podLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- end -}}

{{/* The annotations of an object: the common ones, and over them its own. */}}
{{- define "why401.annotations" -}}
{{- with merge (dict) (default (dict) .own) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "why401.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "why401.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "why401.image" -}}
{{- $name := .Values.image.repository -}}
{{- if .Values.image.registry }}{{ $name = printf "%s/%s" .Values.image.registry $name }}{{ end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The agent's configuration: JSON is HOCON. */}}
{{- define "why401.configuration" -}}
{{- $server := dict "host" .Values.web.host "port" (int .Values.web.port) -}}
{{- if .Values.web.existingSecret }}{{ $_ := set $server "web-config-file" "/etc/why401-web/web-config.yml" }}{{ end -}}
{{- $root := deepCopy .Values.config -}}
{{- $_ := set $root "server" $server -}}
{{- $_ := set $root "state-dir" "/var/lib/why401" -}}
{{- dict "why401" $root | toPrettyJson -}}
{{- end -}}

{{- define "why401.scheme" -}}
{{- ternary "HTTPS" "HTTP" .Values.web.tls -}}
{{- end -}}

{{/* What cannot work is refused here, with what would. */}}
{{- define "why401.check" -}}
{{- if and .Values.persistence.enabled (gt (int .Values.replicaCount) 1) -}}
{{- fail "persistence.enabled: two agents would spend the same refresh tokens (expected: replicaCount 1)" -}}
{{- end -}}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.metrics.podMonitor.enabled -}}
{{- fail "metrics: serviceMonitor and podMonitor would scrape each agent twice (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.config .Values.existingConfigMap -}}
{{- fail "config: existingConfigMap takes its place (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.ingress.enabled .Values.httpRoute.enabled -}}
{{- fail "ingress: httpRoute leads to the same page (expected: one of the two)" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.hosts: none (expected: a host name)" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs: none (expected: a gateway)" -}}
{{- end -}}
{{- if and .Values.web.tls (not .Values.web.existingSecret) -}}
{{- fail "web.tls: no certificate (expected: web.existingSecret)" -}}
{{- end -}}
{{- end -}}

{{/* How the kubelet looks at the agent. It has no password and no certificate: a protected agent is asked for its port. */}}
{{- define "why401.look" -}}
{{- if .root.Values.web.existingSecret -}}
tcpSocket:
  port: http
{{- else -}}
httpGet:
  path: {{ .path }}
  port: http
{{- end -}}
{{- end -}}

{{/* How a monitor reads the agent. The rules know the agent by the job «why401». */}}
{{- define "why401.endpoint" -}}
port: http
path: /metrics
interval: {{ .monitor.interval }}
scrapeTimeout: {{ .monitor.scrapeTimeout }}
scheme: {{ include "why401.scheme" .root | lower }}
relabelings:
  - targetLabel: job
    replacement: why401
{{- with .monitor.endpoint.relabelings }}
{{ toYaml . | indent 2 }}
{{- end }}
{{- with omit .monitor.endpoint "relabelings" }}
{{ toYaml . }}
{{- end }}
{{- end -}}
