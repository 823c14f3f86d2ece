#version 410 core
in vec2 v_local;
flat in vec3 v_right;
flat in vec3 v_up;
flat in vec3 v_to_eye;
flat in vec4 v_center_radius;
flat in vec4 v_color_selected;

uniform mat4 u_view_projection;
uniform vec3 u_key_light;
uniform vec4 u_ring_color;
uniform float u_opacity;
uniform float u_outline; // 1 draws an outline around balls hidden by the surface

out vec4 o_color; // premultiplied

void main()
{
    float radius = length(v_local);
    float pixel = max(fwidth(v_local.x), fwidth(v_local.y));
    float body = clamp((1.0 - radius) / pixel + 0.5, 0.0, 1.0);
    bool is_hidden = v_color_selected.a > 1.5;
    float selected = is_hidden ? v_color_selected.a - 2.0 : v_color_selected.a;
    float ring = clamp((0.10 - abs(radius - 1.36)) / pixel + 0.5, 0.0, 1.0) * selected * u_ring_color.a;
    float outline = is_hidden ? clamp((0.16 - abs(radius - 1.0)) / pixel + 0.5, 0.0, 1.0) * u_outline : 0.0;
    if (body + ring + outline <= 0.0) discard;

    float height = sqrt(max(1.0 - radius * radius, 0.0));
    vec3 normal = v_local.x * v_right + v_local.y * v_up + height * v_to_eye;
    vec3 albedo = v_color_selected.rgb * v_color_selected.rgb;
    float key = max(dot(normal, u_key_light), 0.0);
    float gloss = max(dot(normal, normalize(u_key_light + v_to_eye)), 0.0);
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss;
    gloss *= gloss * gloss;
    vec3 color = albedo * (0.22 + 0.20 * (normal.y + 1.0) + 0.85 * key)
        + gloss * 0.85 + albedo * (0.35 * (1.0 - height) * (1.0 - height));
    color = sqrt(min(color, 1.0));

    float alpha = max(body, ring);
    o_color = vec4(mix(u_ring_color.rgb, color, body), 1.0) * (alpha * u_opacity);
    o_color = mix(o_color, vec4(v_color_selected.rgb, 1.0), outline);

    // The ring is in front, so that a slope does not cut it.
    float depth = radius > 1.15 ? 1.4 : height;
    vec4 clip = u_view_projection * vec4(v_center_radius.xyz + depth * v_center_radius.w * v_to_eye, 1.0);
    gl_FragDepth = clamp(0.5 + 0.5 * clip.z / clip.w, 0.0, 1.0);
}
