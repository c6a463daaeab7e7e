<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>MomentText</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::MainWindow</name>
    <message numerus="yes">
        <source>%1 copied. It works for %n min and leaves the clipboard in %2.</source>
        <translation>
            <numerusform>%1 copied. It works for %n min and leaves the clipboard in %2.</numerusform>
            <numerusform>%1 copied. It works for %n min and leaves the clipboard in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::ProfilesDialog</name>
    <message numerus="yes">
        <source>%n profiles added.</source>
        <translation>
            <numerusform>%n profile added.</numerusform>
            <numerusform>%n profiles added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were here already.</source>
        <translation>
            <numerusform>%n was here already.</numerusform>
            <numerusform>%n were here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: no id, or an address that is refused.</source>
        <translation>
            <numerusform>%n left out: no id, or an address that is refused.</numerusform>
            <numerusform>%n left out: no id, or an address that is refused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n came twice in the file.</source>
        <translation>
            <numerusform>%n came twice in the file.</numerusform>
            <numerusform>%n came twice in the file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::ResourcePage</name>
    <message numerus="yes">
        <source>%Ln entries of the answer could not be read and are not shown.</source>
        <translation>
            <numerusform>%Ln entry of the answer could not be read and is not shown.</numerusform>
            <numerusform>%Ln entries of the answer could not be read and are not shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries came twice and are shown once.</source>
        <translation>
            <numerusform>%Ln entry came twice and is shown once.</numerusform>
            <numerusform>%Ln entries came twice and are shown once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hidden by the filter</source>
        <translation>
            <numerusform>%Ln hidden by the filter</numerusform>
            <numerusform>%Ln hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::SandboxProcess</name>
    <message numerus="yes">
        <source>The sandbox did not start within %n seconds.</source>
        <translation>
            <numerusform>The sandbox did not start within %n second.</numerusform>
            <numerusform>The sandbox did not start within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::SessionPanel</name>
    <message numerus="yes">
        <source>the same as the server&apos;s, within %n seconds</source>
        <translation>
            <numerusform>the same as the server&apos;s, within %n second</numerusform>
            <numerusform>the same as the server&apos;s, within %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::TokenCard</name>
    <message numerus="yes">
        <source>%1: %n minutes left</source>
        <translation>
            <numerusform>%1: %n minute left</numerusform>
            <numerusform>%1: %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::UsersPage</name>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::WorkspacesPage</name>
    <message numerus="yes">
        <source>%Ln workspaces</source>
        <translation>
            <numerusform>%Ln workspace</numerusform>
            <numerusform>%Ln workspaces</numerusform>
        </translation>
    </message>
</context>
</TS>
