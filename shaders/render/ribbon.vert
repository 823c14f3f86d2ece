#version 410 core
// One segment of a line that is as many pixels wide at every distance. An instance sees four points in a row: the
// one before, the two ends, the one after. A negative width ends a line.
layout(location = 0) in vec4 aBefore; // world position, width in pixels
layout(location = 1) in vec4 aFrom;
layout(location = 2) in vec4 aTo;
layout(location = 3) in vec4 aAfter;
layout(location = 4) in vec4 aFromColor;
layout(location = 5) in vec4 aToColor;

uniform mat4 uViewProjection;
uniform vec2 uHalfSize; // of the viewport, in pixels
uniform float uBias;    // towards the eye, in normalized depth

noperspective out float vAcross; // pixels from the middle of the line
noperspective out float vHalfWidth;
noperspective out vec4 vColor;

const float Near = 1e-3;

// The direction on the screen from a to b, or `otherwise` where the line ends or stands still.
vec2 direction(vec4 a, vec4 b, bool ends, vec2 otherwise)
{
    if (ends || min(a.w, b.w) < Near) return otherwise;
    vec2 way = (b.xy / b.w - a.xy / a.w) * uHalfSize;
    float length = length(way);
    return length > 0.05 ? way / length : otherwise;
}

void main()
{
    vec4 from = uViewProjection * vec4(aFrom.xyz, 1.0);
    vec4 to = uViewProjection * vec4(aTo.xyz, 1.0);
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    vAcross = vHalfWidth = 0.0;
    vColor = vec4(0.0);
    if (aFrom.w < 0.0 || aTo.w < 0.0 || max(from.w, to.w) < Near) return;

    // A segment that reaches behind the eye ends where it passes it.
    vec4 a = from.w < Near ? mix(from, to, (Near - from.w) / (to.w - from.w)) : from;
    vec4 b = to.w < Near ? mix(to, from, (Near - to.w) / (from.w - to.w)) : to;
    vec2 along = direction(a, b, false, vec2(1.0, 0.0));
    bool atEnd = (gl_VertexID & 2) != 0;
    vec2 neighbour = atEnd
        ? direction(b, uViewProjection * vec4(aAfter.xyz, 1.0), aAfter.w < 0.0, along)
        : direction(uViewProjection * vec4(aBefore.xyz, 1.0), a, aBefore.w < 0.0, along);
    vec2 normal = vec2(-along.y, along.x);
    vec2 miter = normal + vec2(-neighbour.y, neighbour.x);
    miter = dot(miter, miter) > 0.3 ? normalize(miter) : normal;

    vHalfWidth = 0.5 * (atEnd ? aTo.w : aFrom.w);
    vColor = atEnd ? aToColor : aFromColor;
    float side = (gl_VertexID & 1) != 0 ? 1.0 : -1.0;
    vAcross = side * (vHalfWidth + 1.0);
    vec4 place = atEnd ? b : a;
    vec2 offset = miter * (vAcross / max(dot(miter, normal), 0.5));
    gl_Position = place + vec4(offset / uHalfSize, -uBias, 0.0) * place.w;
}
