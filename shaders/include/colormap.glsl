// The colour of a loss: a row of texels, fetched without filtering.
uniform sampler2D uColorMap;

vec3 colorMap(float coordinate)
{
    float last = float(textureSize(uColorMap, 0).x - 1);
    return texelFetch(uColorMap, ivec2(clamp(coordinate, 0.0, 1.0) * last + 0.5, 0), 0).rgb;
}
