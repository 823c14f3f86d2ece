// The colour of a loss: a row of texels, fetched without filtering.
uniform sampler2D u_color_map;

vec3 color_map(float coordinate)
{
    float last = float(textureSize(u_color_map, 0).x - 1);
    return texelFetch(u_color_map, ivec2(clamp(coordinate, 0.0, 1.0) * last + 0.5, 0), 0).rgb;
}
