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
    <name>UserWords</name>
    <message numerus="yes">
        <source>Deactivate %n users</source>
        <translation>
            <numerusform>Deactivate %n user</numerusform>
            <numerusform>Deactivate %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Activate %n users</source>
        <translation>
            <numerusform>Activate %n user</numerusform>
            <numerusform>Activate %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n users</source>
        <translation>
            <numerusform>Delete %n user</numerusform>
            <numerusform>Delete %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n users administrators</source>
        <translation>
            <numerusform>Make %n user an administrator</numerusform>
            <numerusform>Make %n users administrators</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the administrator role from %n users</source>
        <translation>
            <numerusform>Take the administrator role from %n user</numerusform>
            <numerusform>Take the administrator role from %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign out %n users</source>
        <translation>
            <numerusform>Sign out %n user</numerusform>
            <numerusform>Sign out %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlock %n users</source>
        <translation>
            <numerusform>Unlock %n user</numerusform>
            <numerusform>Unlock %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set temporary passwords for %n users</source>
        <translation>
            <numerusform>Set a temporary password for %n user</numerusform>
            <numerusform>Set temporary passwords for %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Require actions of %n users</source>
        <translation>
            <numerusform>Require actions of %n user</numerusform>
            <numerusform>Require actions of %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Invite %n people</source>
        <translation>
            <numerusform>Invite %n person</numerusform>
            <numerusform>Invite %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n users in Keycloak</source>
        <translation>
            <numerusform>Create %n user in Keycloak</numerusform>
            <numerusform>Create %n users in Keycloak</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n users</source>
        <translation>
            <numerusform>Change %n user</numerusform>
            <numerusform>Change %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No new token from now on. One already issued may work until it ends, at latest %1 if this instance&apos;s tokens live %n min.</source>
        <translation>
            <numerusform>No new token from now on. One already issued may work until it ends, at latest %1 if this instance&apos;s tokens live %n min.</numerusform>
            <numerusform>No new token from now on. One already issued may work until it ends, at latest %1 if this instance&apos;s tokens live %n min.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove access of %n accounts</source>
        <translation>
            <numerusform>Remove access of %n account</numerusform>
            <numerusform>Remove access of %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::AccessEndPanel</name>
    <message numerus="yes">
        <source>That is if their tokens live %n min, as those of %1 do; other clients may give longer ones.</source>
        <translation>
            <numerusform>That is if their tokens live %n min, as those of %1 do; other clients may give longer ones.</numerusform>
            <numerusform>That is if their tokens live %n min, as those of %1 do; other clients may give longer ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::AccessPage</name>
    <message numerus="yes">
        <source>%Ln workspaces to go</source>
        <translation>
            <numerusform>%Ln workspace to go</numerusform>
            <numerusform>%Ln workspaces to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The members of %Ln workspaces could not be read.</source>
        <translation>
            <numerusform>The members of %Ln workspace could not be read.</numerusform>
            <numerusform>The members of %Ln workspaces could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::ActivityPage</name>
    <message numerus="yes">
        <source>%n lines of the journal could not be read.</source>
        <translation>
            <numerusform>%n line of the journal could not be read.</numerusform>
            <numerusform>%n lines of the journal could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n actions</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::AddMembersDialog</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::ClaimRows</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::ConsequenceSheet</name>
    <message numerus="yes">
        <source>%1 and %n others</source>
        <translation>
            <numerusform>%1 and %n other</numerusform>
            <numerusform>%1 and %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::CopyNotices</name>
    <message numerus="yes">
        <source>%1 copied. It works for %n s and leaves the clipboard in %2.</source>
        <translation>
            <numerusform>%1 copied. It works for %n s and leaves the clipboard in %2.</numerusform>
            <numerusform>%1 copied. It works for %n s and leaves the clipboard in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 copied. It works for %n min and leaves the clipboard in %2.</source>
        <translation>
            <numerusform>%1 copied. It works for %n min and leaves the clipboard in %2.</numerusform>
            <numerusform>%1 copied. It works for %n min and leaves the clipboard in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::CreateWorkspaceDialog</name>
    <message numerus="yes">
        <source>Lower-case letters, digits and dashes, up to %Ln characters</source>
        <translation>
            <numerusform>Lower-case letters, digits and dashes, up to %Ln character</numerusform>
            <numerusform>Lower-case letters, digits and dashes, up to %Ln characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is too long: %Ln characters are allowed.</source>
        <translation>
            <numerusform>It is too long: %Ln character is allowed.</numerusform>
            <numerusform>It is too long: %Ln characters are allowed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::DormantDialog</name>
    <message numerus="yes">
        <source>%n active people. Shown are those who have been away longest.</source>
        <translation>
            <numerusform>%n active person. Shown are those who have been away longest.</numerusform>
            <numerusform>%n active people. Shown are those who have been away longest.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n active people. Nobody is ticked yet.</source>
        <translation>
            <numerusform>%n active person. Nobody is ticked yet.</numerusform>
            <numerusform>%n active people. Nobody is ticked yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deactivate %n users…</source>
        <translation>
            <numerusform>Deactivate %n user…</numerusform>
            <numerusform>Deactivate %n users…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n others it is not told when they last signed in: they are not proposed.</source>
        <translation>
            <numerusform>Of %n other it is not told when they last signed in: they are not proposed.</numerusform>
            <numerusform>Of %n others it is not told when they last signed in: they are not proposed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::FindingsBar</name>
    <message numerus="yes">
        <source>%Ln workspaces without an active owner</source>
        <translation>
            <numerusform>%Ln workspace without an active owner</numerusform>
            <numerusform>%Ln workspaces without an active owner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not known for %Ln workspaces</source>
        <translation>
            <numerusform>not known for %Ln workspace</numerusform>
            <numerusform>not known for %Ln workspaces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people with access to nothing that you see</source>
        <translation>
            <numerusform>%Ln person with access to nothing that you see</numerusform>
            <numerusform>%Ln people with access to nothing that you see</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people with access to nothing</source>
        <translation>
            <numerusform>%Ln person with access to nothing</numerusform>
            <numerusform>%Ln people with access to nothing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln inactive people with access</source>
        <translation>
            <numerusform>%Ln inactive person with access</numerusform>
            <numerusform>%Ln inactive people with access</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::HandOutDialog</name>
    <message numerus="yes">
        <source>Hand out %n temporary passwords</source>
        <translation>
            <numerusform>Hand out %n temporary password</numerusform>
            <numerusform>Hand out %n temporary passwords</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passwords were not copied and are lost when this closes.</source>
        <translation>
            <numerusform>%n password was not copied and is lost when this closes.</numerusform>
            <numerusform>%n passwords were not copied and are lost when this closes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::InterruptedRuns</name>
    <message numerus="yes">
        <source>%Ln journals of runs that did not end cannot be read.</source>
        <translation>
            <numerusform>%Ln journal of a run that did not end cannot be read.</numerusform>
            <numerusform>%Ln journals of runs that did not end cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::InviteDialog</name>
    <message numerus="yes">
        <source>Invite %n people</source>
        <translation>
            <numerusform>Invite %n person</numerusform>
            <numerusform>Invite %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n users</source>
        <translation>
            <numerusform>Create %n user</numerusform>
            <numerusform>Create %n users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are left out.</source>
        <translation>
            <numerusform>%n row is left out.</numerusform>
            <numerusform>%n rows are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::LeaverDialog</name>
    <message numerus="yes">
        <source>Remove access of %n accounts</source>
        <translation>
            <numerusform>Remove access of %n account</numerusform>
            <numerusform>Remove access of %n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::LikeDialog</name>
    <message numerus="yes">
        <source>%Ln differences. What takes access away is not ticked.</source>
        <translation>
            <numerusform>%Ln difference. What takes access away is not ticked.</numerusform>
            <numerusform>%Ln differences. What takes access away is not ticked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not known for %Ln workspaces.</source>
        <translation>
            <numerusform>Not known for %Ln workspace.</numerusform>
            <numerusform>Not known for %Ln workspaces.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::MainWindow</name>
    <message numerus="yes">
        <source>%Ln changes of who is in which workspace did not end.</source>
        <translation>
            <numerusform>%Ln change of who is in which workspace did not end.</numerusform>
            <numerusform>%Ln changes of who is in which workspace did not end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Temporary passwords of %n people were not copied and are gone: set new ones.</source>
        <translation>
            <numerusform>The temporary password of %n person was not copied and is gone: set a new one.</numerusform>
            <numerusform>Temporary passwords of %n people were not copied and are gone: set new ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::MembershipDesk</name>
    <message numerus="yes">
        <source>%Ln people were taken out and could not be added with the new role.</source>
        <translation>
            <numerusform>%Ln person was taken out and could not be added with the new role.</numerusform>
            <numerusform>%Ln people were taken out and could not be added with the new role.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::MembershipLookup</name>
    <message numerus="yes">
        <source>member of %n workspaces</source>
        <translation>
            <numerusform>member of %n workspace</numerusform>
            <numerusform>member of %n workspaces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workspaces were not looked at.</source>
        <translation>
            <numerusform>%n workspace was not looked at.</numerusform>
            <numerusform>%n workspaces were not looked at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Workspaces were looked up for the first %n people.</source>
        <translation>
            <numerusform>Workspaces were looked up for the first person.</numerusform>
            <numerusform>Workspaces were looked up for the first %n people.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::MembershipSheet</name>
    <message numerus="yes">
        <source>Change %Ln memberships</source>
        <translation>
            <numerusform>Change %Ln membership</numerusform>
            <numerusform>Change %Ln memberships</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln members</source>
        <translation>
            <numerusform>Add %Ln member</numerusform>
            <numerusform>Add %Ln members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln members</source>
        <translation>
            <numerusform>Remove %Ln member</numerusform>
            <numerusform>Remove %Ln members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln roles</source>
        <translation>
            <numerusform>Change %Ln role</numerusform>
            <numerusform>Change %Ln roles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %Ln workspaces</source>
        <translation>
            <numerusform>Create %Ln workspace</numerusform>
            <numerusform>Create %Ln workspaces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::NewOwners</name>
    <message numerus="yes">
        <source>%Ln workspaces would have no active owner left. Who becomes owner, before anybody is taken out?</source>
        <translation>
            <numerusform>%Ln workspace would have no active owner left. Who becomes owner, before anybody is taken out?</numerusform>
            <numerusform>%Ln workspaces would have no active owner left. Who becomes owner, before anybody is taken out?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::PickerList</name>
    <message numerus="yes">
        <source>%Ln chosen</source>
        <translation>
            <numerusform>%Ln chosen</numerusform>
            <numerusform>%Ln chosen</numerusform>
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
    <name>wallaroo::RequireActionsDialog</name>
    <message numerus="yes">
        <source>What are %n people asked for at their next sign-in?</source>
        <translation>
            <numerusform>What is %n person asked for at the next sign-in?</numerusform>
            <numerusform>What are %n people asked for at their next sign-in?</numerusform>
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
    <name>wallaroo::ResultsList</name>
    <message numerus="yes">
        <source>Undo %n</source>
        <translation>
            <numerusform>Undo %n</numerusform>
            <numerusform>Undo %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::RoleWords</name>
    <message numerus="yes">
        <source>master-realm: %n right(s), which come with that</source>
        <translation>
            <numerusform>master-realm: %n right, which comes with that</numerusform>
            <numerusform>master-realm: %n rights, which come with that</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::RunController</name>
    <message numerus="yes">
        <source>the server asked to wait %n s</source>
        <translation>
            <numerusform>the server asked to wait %n s</numerusform>
            <numerusform>the server asked to wait %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n s left</source>
        <translation>
            <numerusform>about %n s left</numerusform>
            <numerusform>about %n s left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>about %n min left</numerusform>
            <numerusform>about %n min left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests were sent once more, after the token was renewed.</source>
        <translation>
            <numerusform>%n request was sent once more, after the token was renewed.</numerusform>
            <numerusform>%n requests were sent once more, after the token was renewed.</numerusform>
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
    <name>wallaroo::TableExport</name>
    <message numerus="yes">
        <source>%Ln rows saved as %1</source>
        <translation>
            <numerusform>%Ln row saved as %1</numerusform>
            <numerusform>%Ln rows saved as %1</numerusform>
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
    <name>wallaroo::TokenInspector</name>
    <message numerus="yes">
        <source>%n claims read</source>
        <translation>
            <numerusform>%n claim read</numerusform>
            <numerusform>%n claims read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::TokensPage</name>
    <message numerus="yes">
        <source>Tokens of %1 live %n s here.</source>
        <translation>
            <numerusform>Tokens of %1 live %n s here.</numerusform>
            <numerusform>Tokens of %1 live %n s here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::UserDetails</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workspaces were not looked at</source>
        <translation>
            <numerusform>%n workspace was not looked at</numerusform>
            <numerusform>%n workspaces were not looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::UserFilters</name>
    <message numerus="yes">
        <source>within %n days</source>
        <translation>
            <numerusform>within %n day</numerusform>
            <numerusform>within %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not for %n days</source>
        <translation>
            <numerusform>not for %n day</numerusform>
            <numerusform>not for %n days</numerusform>
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
    <message numerus="yes">
        <source>Asking Keycloak who is locked: %L1 of %Ln people…</source>
        <translation>
            <numerusform>Asking Keycloak who is locked: %L1 of %Ln person…</numerusform>
            <numerusform>Asking Keycloak who is locked: %L1 of %Ln people…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln people no answer came.</source>
        <translation>
            <numerusform>Of %Ln person no answer came.</numerusform>
            <numerusform>Of %Ln people no answer came.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people were not asked about: narrow the filter to ask about them.</source>
        <translation>
            <numerusform>%Ln person was not asked about: narrow the filter to ask about them.</numerusform>
            <numerusform>%Ln people were not asked about: narrow the filter to ask about them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln people it is not known whether they are locked</source>
        <translation>
            <numerusform>of %Ln person it is not known whether they are locked</numerusform>
            <numerusform>of %Ln people it is not known whether they are locked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keycloak was asked about %Ln people.</source>
        <translation>
            <numerusform>Keycloak was asked about %Ln person.</numerusform>
            <numerusform>Keycloak was asked about %Ln people.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln locked</source>
        <translation>
            <numerusform>%Ln locked</numerusform>
            <numerusform>%Ln locked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::WorkspaceActions</name>
    <message numerus="yes">
        <source>what they are by now is not known: %Ln members could not be read</source>
        <translation>
            <numerusform>what they are by now is not known: %Ln member could not be read</numerusform>
            <numerusform>what they are by now is not known: %Ln members could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::WorkspaceDetails</name>
    <message numerus="yes">
        <source>%Ln members, and some that could not be read</source>
        <translation>
            <numerusform>%Ln member, and some that could not be read</numerusform>
            <numerusform>%Ln members, and some that could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members, being looked up again</source>
        <translation>
            <numerusform>%Ln member, being looked up again</numerusform>
            <numerusform>%Ln members, being looked up again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
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
    <message numerus="yes">
        <source>None as far as is known: not known for %Ln workspaces</source>
        <translation>
            <numerusform>None as far as is known: not known for %Ln workspace</numerusform>
            <numerusform>None as far as is known: not known for %Ln workspaces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::cli::Runner</name>
    <message numerus="yes">
        <source>%n profiles are called &apos;%1&apos;. Take the id, which &apos;profiles list&apos; tells.</source>
        <translation>
            <numerusform>%n profile is called &apos;%1&apos;. Take the id, which &apos;profiles list&apos; tells.</numerusform>
            <numerusform>%n profiles are called &apos;%1&apos;. Take the id, which &apos;profiles list&apos; tells.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people could not be read and are left out.</source>
        <translation>
            <numerusform>%n person could not be read and is left out.</numerusform>
            <numerusform>%n people could not be read and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n workspaces could not be read and are left out.</source>
        <translation>
            <numerusform>%n workspace could not be read and is left out.</numerusform>
            <numerusform>%n workspaces could not be read and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members could not be read and are left out.</source>
        <translation>
            <numerusform>%n member could not be read and is left out.</numerusform>
            <numerusform>%n members could not be read and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::models::AccessModel</name>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>%Ln member</numerusform>
            <numerusform>%Ln members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not known for %Ln workspaces</source>
        <translation>
            <numerusform>not known for %Ln workspace</numerusform>
            <numerusform>not known for %Ln workspaces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>wallaroo::models::WorkspacesModel</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>Ana Solano, Bo Lind and 4 more</comment>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
