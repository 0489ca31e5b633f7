{{/* The agent's pod: that of the Deployment of one, and of the StatefulSet of several. */}}
{{- define "why401.pod" -}}
metadata:
  labels:
    {{- include "why401.podLabels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    kubectl.kubernetes.io/default-container: why401
    {{- if and (not .Values.reloadInPlace) (not .Values.existingConfigMap) }}
    checksum/config: {{ include "why401.configuration" . | sha256sum }}
    {{- end }}
    {{- if and (include "why401.several" .) (not .Values.existingConfigMap) }}
    {{- /* Read at the start alone, so that a change of it replaces the pods. */}}
    checksum/cluster: {{ include "why401.membership" . | sha256sum }}
    {{- end }}
    {{- with merge (dict) .Values.podAnnotations .Values.commonAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "why401.serviceAccountName" . }}
  automountServiceAccountToken: {{ ternary true false (eq (include "why401.cluster" .) "yes") }}
  enableServiceLinks: false
  securityContext:
    {{- toYaml .Values.podSecurityContext | nindent 4 }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  {{- with .Values.hostAliases }}
  hostAliases:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.initContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: why401
      image: {{ include "why401.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        {{- concat (list "run" "--config" "/etc/why401/why401.conf" "--log-format" "json") .Values.extraArgs | toYaml | nindent 8 }}
      securityContext:
        {{- toYaml .Values.securityContext | nindent 8 }}
      {{- if or .Values.env (include "why401.several" .) }}
      env:
        {{- if include "why401.several" . }}
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        {{- end }}
        {{- range $name, $value := .Values.env }}
        - name: {{ $name }}
          {{- if kindIs "map" $value }}
          {{- toYaml $value | nindent 10 }}
          {{- else }}
          value: {{ $value | quote }}
          {{- end }}
        {{- end }}
      {{- end }}
      {{- with .Values.envFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - name: http
          containerPort: {{ .Values.web.port }}
          protocol: TCP
        {{- if include "why401.several" . }}
        - name: cluster
          containerPort: {{ .Values.cluster.port }}
          protocol: TCP
        - name: alive
          containerPort: {{ add .Values.cluster.port 1 }}
          protocol: TCP
        {{- end }}
      startupProbe:
        {{- include "why401.look" (dict "root" . "path" "/-/healthy") | nindent 8 }}
        {{- toYaml .Values.probes.startup | nindent 8 }}
      readinessProbe:
        {{- include "why401.look" (dict "root" . "path" "/-/ready") | nindent 8 }}
        {{- toYaml .Values.probes.readiness | nindent 8 }}
      livenessProbe:
        {{- include "why401.look" (dict "root" . "path" "/-/healthy") | nindent 8 }}
        {{- toYaml .Values.probes.liveness | nindent 8 }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      volumeMounts:
        - name: config
          mountPath: /etc/why401
          readOnly: true
        - name: state
          mountPath: /var/lib/why401
        - name: tmp
          mountPath: /tmp
        {{- if .Values.web.existingSecret }}
        - name: web
          mountPath: /etc/why401-web
          readOnly: true
        {{- end }}
        {{- range $name, $_ := .Values.secrets }}
        - name: secret-{{ $name }}
          mountPath: /run/secrets/why401/{{ $name }}
          readOnly: true
        {{- end }}
        {{- if include "why401.several" . }}
        - name: cluster
          mountPath: /run/secrets/why401-cluster
          readOnly: true
        {{- end }}
        {{- if .Values.projectedTokens }}
        - name: tokens
          mountPath: /var/run/secrets/tokens
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ default (include "why401.fullname" .) .Values.existingConfigMap }}
    {{- if not (and .Values.persistence.enabled (include "why401.several" .)) }}
    - name: state
      {{- if .Values.persistence.enabled }}
      persistentVolumeClaim:
        claimName: {{ default (include "why401.fullname" .) .Values.persistence.existingClaim }}
      {{- else }}
      emptyDir: {}
      {{- end }}
    {{- end }}
    - name: tmp
      emptyDir: {}
    {{- with .Values.web.existingSecret }}
    - name: web
      secret:
        secretName: {{ . }}
        defaultMode: 0440
    {{- end }}
    {{- range $name, $secret := .Values.secrets }}
    - name: secret-{{ $name }}
      {{- if $secret.csi }}
      csi:
        {{- toYaml $secret.csi | nindent 8 }}
      {{- else }}
      secret:
        secretName: {{ $secret.secretName }}
        defaultMode: 0440
      {{- end }}
    {{- end }}
    {{- if include "why401.several" . }}
    - name: cluster
      secret:
        secretName: {{ default .Values.cluster.key.existingSecret .Values.cluster.tls.existingSecret }}
        defaultMode: 0440
    {{- end }}
    {{- with .Values.projectedTokens }}
    - name: tokens
      projected:
        defaultMode: 0440
        sources:
          {{- range $name, $token := . }}
          - serviceAccountToken:
              path: {{ $name }}
              {{- with $token.audience }}
              audience: {{ . | quote }}
              {{- end }}
              expirationSeconds: {{ default 3600 $token.expirationSeconds }}
          {{- end }}
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- else }}
  {{- if include "why401.several" . }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "why401.selectorLabels" $ | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
