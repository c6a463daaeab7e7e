#pragma once

#include "session/profile.h"
#include "support/desktop.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace wallaroo {

class FieldMessage;
class LinkButton;

/// One profile, to look at and to change. Says so once a field is left or a choice made.
class ProfileDetails final : public QWidget {
    Q_OBJECT
public:
    /// prompts outlives this.
    ProfileDetails(const Desktop& desktop, QWidget* parent);

    /// Nothing: empty and closed.
    void setProfile(const std::optional<session::Profile>& profile);
    /// Focus in the name, all of it selected.
    void editName();

Q_SIGNALS:
    void edited(const wallaroo::session::Profile& profile);

private:
    void build();
    void connectFields();
    void takeName();
    void showColour(const QString& value);
    void showAuthorities();
    void chooseAuthority();
    void takeAuthorityFile(const QString& path);
    void tell(session::Profile profile);

    Desktop m_desktop;
    std::optional<session::Profile> m_profile;
    QLineEdit* m_name;
    FieldMessage* m_nameMessage;
    QComboBox* m_colour;
    int m_offeredColours = 0;
    QCheckBox* m_readOnly;
    QLabel* m_instance;
    QLabel* m_way;
    QLabel* m_authorities;
    FieldMessage* m_authorityMessage;
    LinkButton* m_trust;
    LinkButton* m_distrust;
};

} // namespace wallaroo
