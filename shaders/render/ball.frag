#version 410 core
in vec2 vPlace;
flat in vec3 vRight;
flat in vec3 vUp;
flat in vec3 vToEye;
flat in vec4 vCenterRadius;
flat in vec4 vColorSelected;

uniform mat4 uViewProjection;
uniform vec3 uKeyLight;
uniform vec4 uRingColor;
uniform float uOpacity;

out vec4 oColor; // premultiplied

void main()
{
    float radius = length(vPlace);
    float pixel = max(fwidth(vPlace.x), fwidth(vPlace.y));
    float body = clamp((1.0 - radius) / pixel + 0.5, 0.0, 1.0);
    float ring = clamp((0.10 - abs(radius - 1.36)) / pixel + 0.5, 0.0, 1.0) * vColorSelected.a * uRingColor.a;
    if (body + ring <= 0.0) discard;

    float height = sqrt(max(1.0 - radius * radius, 0.0));
    vec3 normal = vPlace.x * vRight + vPlace.y * vUp + height * vToEye;
    vec3 albedo = vColorSelected.rgb * vColorSelected.rgb;
    float key = max(dot(normal, uKeyLight), 0.0);
    float gloss = max(dot(normal, normalize(uKeyLight + vToEye)), 0.0);
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss * gloss;
    vec3 color = albedo * (0.22 + 0.20 * (normal.y + 1.0) + 0.85 * key)
        + gloss * 0.85 + albedo * (0.35 * (1.0 - height) * (1.0 - height));
    color = sqrt(min(color, 1.0));

    float alpha = max(body, ring);
    oColor = vec4(mix(uRingColor.rgb, color, body), 1.0) * (alpha * uOpacity);

    // The ring lies in front, so that a slope does not cut it.
    float depth = radius > 1.15 ? 1.4 : height;
    vec4 clip = uViewProjection * vec4(vCenterRadius.xyz + depth * vCenterRadius.w * vToEye, 1.0);
    gl_FragDepth = clamp(0.5 + 0.5 * clip.z / clip.w, 0.0, 1.0);
}
