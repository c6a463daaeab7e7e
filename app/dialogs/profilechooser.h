#pragma once

#include "session/profile.h"

#include <QComboBox>

class QLabel;

namespace wallaroo {

class LinkButton;

/// A combo box that is called by its label.
class ProfileBox final : public QComboBox {
    Q_OBJECT
public:
    explicit ProfileBox(QWidget* parent);
};

/// Which of the known profiles the sign-in dialog is filled from, a new one, or the way to all of them.
class ProfileChooser final : public QObject {
    Q_OBJECT
public:
    /// parent: the form, which places row() and owns it.
    explicit ProfileChooser(QWidget* parent);

    [[nodiscard]] QComboBox* box() const { return m_box; }

    [[nodiscard]] QWidget* row() const { return m_row; }

    /// Below the row: that an organisation has set the profile. Empty and hidden else.
    [[nodiscard]] QLabel* note() const { return m_note; }

    /// For one more link at the end of the row.
    void addLink(QWidget* link);

    void setProfiles(const QList<session::Profile>& profiles);

    [[nodiscard]] const QList<session::Profile>& profiles() const { return m_profiles; }

    /// Shows this one as chosen; one that is not known as a new one. Tells nobody.
    void setCurrent(const QUuid& id);

Q_SIGNALS:
    void chosen(const wallaroo::session::Profile& profile);
    void newRequested();
    void manageRequested();

private:
    void fill();

    QWidget* m_row;
    QComboBox* m_box;
    LinkButton* m_new;
    LinkButton* m_manage;
    QLabel* m_note;
    QList<session::Profile> m_profiles;
    QUuid m_current;
};

} // namespace wallaroo
