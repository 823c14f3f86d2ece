// Lines of constant width in pixels where `coordinate` crosses a multiple of 1 / u_contours.
uniform float u_contours;

// Width of a line in pixels. Returns coverage; every fifth line at full strength, the others weaker.
float contour_line(float coordinate, float width)
{
    float level = coordinate * u_contours;
    // The length of the gradient in pixels, not fwidth, with which lines would be wider on the diagonal.
    float slope = length(vec2(dFdx(level), dFdy(level)));
    float nearest = floor(level + 0.5);
    float distance = abs(level - nearest) / max(slope, 1e-6);
    float line = clamp(0.5 * width + 0.5 - distance, 0.0, 1.0);
    // On a flat surface, such as a minimum or a plateau, a contour is not a line but a speck of noise.
    line *= nearest < 0.5 ? 0.0 : smoothstep(0.0008, 0.004, slope);
    // Dense lines at grazing angles would merge into noise: fade them out.
    line *= 1.0 - smoothstep(0.18, 0.45, slope);
    float fifth = abs(nearest * 0.2 - floor(nearest * 0.2 + 0.5));
    return line * (fifth < 0.05 ? 1.0 : 0.6);
}
