#version 410 core
// One vertex of the height field; x and z follow from its index.
layout(location = 0) in vec4 a_coordinate_normal; // scale coordinate, normal
layout(location = 1) in vec2 a_light;            // sky, key light

uniform mat4 u_view_projection;
uniform vec3 u_eye;
uniform int u_columns;
uniform int u_rows;
uniform float u_world_height;
uniform vec3 u_key_light;

out float v_coordinate;
out vec3 v_normal;
out vec3 v_to_eye;
out vec3 v_half;
out vec2 v_light;
out vec2 v_grid;

void main()
{
    int row = gl_VertexID / u_columns;
    v_grid = vec2(gl_VertexID - row * u_columns, row) / vec2(u_columns - 1, u_rows - 1);
    vec3 world = vec3(2.0 * v_grid.x - 1.0, u_world_height * a_coordinate_normal.x, 2.0 * v_grid.y - 1.0);
    v_coordinate = a_coordinate_normal.x;
    v_normal = a_coordinate_normal.yzw;
    v_to_eye = normalize(u_eye - world);
    v_half = normalize(v_to_eye + u_key_light);
    v_light = a_light;
    gl_Position = u_view_projection * vec4(world, 1.0);
}
