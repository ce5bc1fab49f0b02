using DccBridge.Protocol.Contracts.Assets;

namespace DccBridge.Tests.AssetFiles.Gltf;

/// <summary>Collision, levels of detail, UV channels and images of a glTF.</summary>
[TestFixture]
public sealed class GltfPartsTests
{
    [Test]
    public void Collision_and_levels_count_in_no_other_figure()
    {
        var plain = Reading.Glb(new GlbScene().Build());
        var mesh = Reading.Glb(new GlbScene
        {
            Scenes = "'scene':0,'scenes':[{'nodes':[0,1,2,3]}]",
            Nodes = "[{'name':'SM_Quad','mesh':0},{'name':'UCX_SM_Quad_01','mesh':1,'translation':[50,0,0]},{'name':'SM_Quad_LOD1','mesh':1,'translation':[0,99,0]},{'name':'UBX_SM_Quod','mesh':0}]",
            Meshes = "[{'primitives':[{'attributes':{'POSITION':0,'TEXCOORD_0':1},'indices':2,'material':0}]},{'primitives':[{'attributes':{'POSITION':0},'indices':2,'material':1}]}]",
            Materials = "[{'name':'M_Quad'},{'name':'M_Other'}]",
        }.Build());

        Assert.That((mesh.Triangles, mesh.Vertices, mesh.UvChannels, mesh.Bounds), Is.EqualTo((2, 4, 1, plain.Bounds)));
        Assert.That(mesh.Slots, Is.EqualTo(plain.Slots));
        Assert.That(mesh.Collisions, Is.EqualTo(new[]
        {
            new CollisionFacts { Node = "UCX_SM_Quad_01", Shape = CollisionShape.Convex, Target = "SM_Quad", Triangles = 2 },
            new CollisionFacts { Node = "UBX_SM_Quod", Shape = CollisionShape.Box, Target = null, Triangles = 2 },
        }));
        Assert.That(mesh.Lods, Is.EqualTo(new[] { new LodFacts { Level = 1, Triangles = 2, Vertices = 4, Node = "SM_Quad_LOD1" } }));
        Assert.That(mesh.Nodes.Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Mesh, NodeKind.Collision, NodeKind.Lod, NodeKind.Collision }));
    }

    [Test]
    public void A_damaged_index_of_a_collision_shape_is_found_too()
    {
        var scene = new GlbScene
        {
            Scenes = "'scene':0,'scenes':[{'nodes':[0,1]}]",
            Nodes = "[{'name':'SM_Quad','mesh':0},{'name':'UCX_SM_Quad','mesh':1}]",
            Meshes = "[{'primitives':[{'attributes':{'POSITION':0}}]},{'primitives':[{'attributes':{'POSITION':0},'indices':2}]}]",
            PositionAccessor = "{'bufferView':0,'componentType':5126,'count':3,'type':'VEC3'}",
            Indices = GlbBuilder.Shorts(0, 2, 1, 0, 9, 2),
        };

        Assert.That(Reading.Failure(scene.Build(), "SM_Quad.glb").Message, Does.Contain("index 9"));
    }

    [Test]
    public void Collision_without_a_mesh_is_refused_with_the_reason()
    {
        Assert.That(Reading.Failure(new GlbScene { Nodes = "[{'name':'UCX_SM_Quad','mesh':0}]" }.Build(), "SM_Quad.glb").Message, Does.Contain("UCX_"));
    }

    [Test]
    public void Levels_that_the_extension_states_stand_outside_of_the_scene()
    {
        var mesh = Reading.Glb(new GlbScene
        {
            Nodes = "[{'name':'High','mesh':0,'extensions':{'MSFT_lod':{'ids':[1,2]}}},{'name':'Middle','mesh':0},{'name':'Low','children':[3]},{'name':'LowPart','mesh':0}]",
        }.Build());

        Assert.That(mesh.Triangles, Is.EqualTo(2));
        Assert.That(mesh.Lods.Select(lod => (lod.Level, lod.Node, lod.Triangles)), Is.EqualTo(new[] { (1, "Middle", 2), (2, "LowPart", 2) }));
    }

    [TestCase("[{'mesh':0,'extensions':{'MSFT_lod':{'ids':[0]}}}]")]
    [TestCase("[{'mesh':0,'extensions':{'MSFT_lod':{'ids':[1,1]}}},{'extensions':{'MSFT_lod':{'ids':[0,1]}}}]")]
    public void Levels_that_go_in_circles_end(string nodes)
    {
        Assert.That(Reading.Glb(new GlbScene { Nodes = nodes }.Build()).Triangles, Is.EqualTo(2));
    }

    [Test]
    public void Each_channel_that_every_part_has_is_surveyed()
    {
        var glb = new GlbAssembly();
        var positions = glb.Floats("VEC3", 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0);
        var whole = glb.Floats("VEC2", 0, 0, 1, 0, 1, 1, 0, 1);
        var indices = glb.Shorts("SCALAR", 0, 1, 2, 0, 2, 3);
        var far = glb.Floats("VEC2", 0, 0, 2, 0, 2, 2, 0, 2);
        var file = glb.Build($$"""
            'scene':0,'scenes':[{'nodes':[0]}],'nodes':[{'mesh':0}],'meshes':[{'primitives':[
            {'attributes':{'POSITION':{{positions}},'TEXCOORD_0':{{whole}},'TEXCOORD_1':{{whole}},'TEXCOORD_2':{{far}}},'indices':{{indices}}},
            {'attributes':{'POSITION':{{positions}},'TEXCOORD_0':{{far}},'TEXCOORD_1':{{whole}}},'indices':{{indices}}}]}]
            """);

        var mesh = Reading.Glb(file);

        Assert.That(mesh.UvChannels, Is.EqualTo(2));
        Assert.That(mesh.Uvs, Is.EqualTo(new[]
        {
            new UvFacts { OverlapPercent = 100, TrianglesOutside = 2 },
            new UvFacts { OverlapPercent = 100 },
        }));
        Assert.That(mesh.HasNormals, Is.False);
    }

    [Test]
    public void Whole_numbers_that_stand_for_zero_to_one_are_read_as_that()
    {
        var scene = new GlbScene
        {
            Uvs = [0, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 0, 0, 255, 0, 0],
            UvAccessor = "{'bufferView':1,'componentType':5121,'normalized':true,'count':4,'type':'VEC2'}",
        };

        // Elements lie four bytes apart.
        scene = scene with { BufferViews = "[{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':16,'byteStride':4},{'buffer':0,'byteOffset':64,'byteLength':12}]" };

        Assert.That(Reading.Glb(scene.Build()).Uvs, Is.EqualTo(new[] { new UvFacts { OverlapPercent = 0 } }));
    }

    [Test]
    public void Images_are_told_with_the_materials_that_use_them()
    {
        var scene = new GlbScene
        {
            Materials = """
                [{'name':'M_Quad','pbrMetallicRoughness':{'baseColorTexture':{'index':0}},'normalTexture':{'index':1}},
                 {'name':'M_Coat','extensions':{'KHR_materials_clearcoat':{'clearcoatTexture':{'index':0}}},'extras':{'fakeTexture':{'index':2}}}]
                """,
            More = """
                ,'textures':[{'source':0},{'source':1},{'source':2},{'extensions':{'EXT_texture_webp':{'source':2}}}],
                'images':[{'name':'T_Wood_D','bufferView':0,'mimeType':'image/png'},{'uri':'maps/T_Wood_N.png'},{'uri':'data:image/png;base64,AA=='},{'uri':'maps/T_Wood_N.png'}]
                """,
        };

        var textures = Reading.Glb(scene.Build()).Textures;

        Assert.That(textures.Select(texture => (texture.Path, texture.IsEmbedded, texture.IsAbsolute, string.Join('+', texture.Materials))), Is.EqualTo(new[]
        {
            ("T_Wood_D", true, false, "M_Quad+M_Coat"),
            ("maps/T_Wood_N.png", false, false, "M_Quad"),
            ("", true, false, ""),
        }));
    }

    [Test]
    public void Cameras_and_lights_are_told_apart()
    {
        var scene = new GlbScene
        {
            Scenes = "'scene':0,'scenes':[{'nodes':[0,1,2,3]}]",
            Nodes = "[{'mesh':0},{'camera':0},{'extensions':{'KHR_lights_punctual':{'light':0}}},{}]",
        };

        var mesh = Reading.Glb(scene.Build());
        Assert.That(mesh.Nodes.Select(node => node.Kind), Is.EqualTo(new[] { NodeKind.Mesh, NodeKind.Camera, NodeKind.Light, NodeKind.Other }));
        Assert.That(mesh.SourceUpAxis, Is.EqualTo(UpAxis.Y));
    }
}
